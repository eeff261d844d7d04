/**
 * Pictures by address: fetched before any model is asked, so that each is fetched once, however
 * many models look at it. How bytes come over a network is not known here.
 */
package io.blipstream.topology.fetch;

/**
 * Pictures fetched over HTTP: what may be fetched from where, and by which bounds. Addresses are
 * strangers' text; what is not allowed by name and by number is not connected to.
 */
package io.blipstream.ops.fetch;

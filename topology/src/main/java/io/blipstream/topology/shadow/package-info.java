/**
 * Models on trial: a canary answers a share of the events in place of the live one, a shadow
 * answers a share of them besides, and what it says is compared and goes to a topic of its own.
 */
package io.blipstream.topology.shadow;

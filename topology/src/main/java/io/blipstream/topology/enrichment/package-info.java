/**
 * The asynchronous processor: reads events, hands them to the engine, goes on, and forwards what
 * comes back in source order.
 */
package io.blipstream.topology.enrichment;

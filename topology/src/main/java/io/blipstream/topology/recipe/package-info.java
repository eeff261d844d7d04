/**
 * What recipes have in common: small applications of their own behind the results, each from result
 * topics, by way of a store, to a compacted topic that a sink takes as it is. They know nothing of
 * the engine, and the enrichment knows nothing of them.
 */
package io.blipstream.topology.recipe;

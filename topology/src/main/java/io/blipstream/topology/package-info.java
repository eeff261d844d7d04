/**
 * The Kafka Streams topology: templates, prompts, the asynchronous enrichment processor, routing
 * and dead letters. Knows the engine only as an interface.
 */
package io.blipstream.topology;

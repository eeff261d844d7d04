/**
 * InstructBLIP on DJL: weights, picture and text preparation, the networks, decoding and the
 * batching engine. Knows nothing of Kafka.
 *
 * <p>From outside, {@code engine} is what the pipeline uses, {@code fault} what everybody throws,
 * {@code decoding}'s options what a request brings; the command line also opens checkpoints.
 * Packages named {@code internal} are nobody else's.
 */
package io.blipstream.runtime;

package io.blipstream.runtime.engine;

/**
 * Where the time of one answer went, in nanoseconds. The stages of a batch are the batch's, not
 * divided by its size.
 *
 * @param queue waiting, from submit to the start of the batch, decoding excluded
 * @param decode picture to pixels
 * @param vision image encoder
 * @param qformer Q-Former and projection
 * @param language language model
 * @param total from submit to the answer
 */
public record StageTimes(
    long queue, long decode, long vision, long qformer, long language, long total) {}

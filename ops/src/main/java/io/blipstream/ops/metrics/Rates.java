package io.blipstream.ops.metrics;

/**
 * What a process does now: means over the last half minute, or since its start.
 *
 * @param events settled a second
 * @param images through the image encoder a second
 * @param prompts answered a second
 * @param tokens said a second
 * @param busyShare share of their time that the workers computed, 0 to 1
 * @param deviceSecondsPerPrompt computing time that one answer cost; 0 where none was given
 * @param deviceSecondsPerEvent computing time that one event cost, all its pictures and answers
 *     together; 0 where none was settled
 * @param processorSecondsPerEvent the process's time on processors that one event cost, the
 *     engine's included where it computes there; 0 where none was settled
 * @param drainSeconds until all that is behind now is done at this rate; 0 where nothing is behind,
 *     at most {@link #LONGEST_DRAIN}, which also stands where something is behind and nothing moves
 */
public record Rates(
    double events,
    double images,
    double prompts,
    double tokens,
    double busyShare,
    double deviceSecondsPerPrompt,
    double deviceSecondsPerEvent,
    double processorSecondsPerEvent,
    double drainSeconds) {
  /** A day. A number and not infinity: who scales by it could not compute with that. */
  public static final double LONGEST_DRAIN = 86_400;
}

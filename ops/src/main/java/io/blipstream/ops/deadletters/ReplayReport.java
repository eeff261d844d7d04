package io.blipstream.ops.deadletters;

/**
 * What a replay did.
 *
 * @param replayed records that were put back
 * @param replayedMeanwhile records that somebody else put back since it was planned
 * @param gone records whose original nobody has any more
 * @param tooLong records that their topic does not take
 */
public record ReplayReport(int replayed, int replayedMeanwhile, int gone, int tooLong) {}

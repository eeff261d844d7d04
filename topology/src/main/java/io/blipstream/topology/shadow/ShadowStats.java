package io.blipstream.topology.shadow;

/**
 * What became of a shadow's share, since the start.
 *
 * @param chosen events of the share
 * @param dropped events that it was not asked about, because there was no room
 * @param failed events that it could not answer, or whose comparison could not be written
 * @param compared instructions
 * @param sameText instructions with the same text from both
 */
public record ShadowStats(long chosen, long dropped, long failed, long compared, long sameText) {}

package io.blipstream.ops.metrics;

/**
 * How far a partition of the image events is behind.
 *
 * @param partition its number
 * @param records from the first that is not forwarded to the end, those at the engine included
 * @param seconds age of the oldest record that was read and is not forwarded, by its timestamp; 0
 *     where there is none
 * @param open records that were read and are not forwarded
 */
public record PartitionLag(int partition, long records, double seconds, int open) {}

package io.blipstream.runtime.inspect;

/**
 * One weight file.
 *
 * @param file its name in the folder
 * @param bytes its size
 * @param tensors how many it holds
 */
public record Shard(String file, long bytes, int tensors) {}

package io.blipstream.runtime.inspect;

import java.util.Map;

/**
 * One part of the network.
 *
 * @param name as the paper calls it
 * @param sizes by the configuration's own names
 * @param tensors how many it has
 * @param parameters how many numbers they hold
 * @param storedBytes in the files
 * @param heldBytes in memory, in the type that it is computed in
 */
public record Part(
    String name,
    Map<String, Integer> sizes,
    int tensors,
    long parameters,
    long storedBytes,
    long heldBytes) {}

package io.blipstream.ops.metrics;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * Memory of what the model is computed on.
 *
 * @param device {@code cpu} or the card's name
 * @param used bytes; of the processor, what this process holds in main memory; of a card, what
 *     anybody holds on it
 * @param most bytes that it ever held, or that were seen on a card
 * @param total bytes that there are; empty where that is not known
 */
public record DeviceMemory(String device, long used, long most, OptionalLong total) {
  public DeviceMemory {
    requireNonNull(device, "device");
    requireNonNull(total, "total");
  }
}

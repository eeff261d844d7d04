package io.blipstream.ops.metrics;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.runtime.device.CardMemory;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.kernel.Devices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What is held on the cards that are computed on. Drivers know no peak: it is the most that was
 * seen. Any thread.
 */
final class CardsMemory {
  private final List<DeviceId> cards;
  private final Function<DeviceId, Optional<CardMemory>> driver;

  /** Guarded by this. */
  private final Map<DeviceId, Long> most = new HashMap<>();

  /**
   * @param driver empty where it does not say
   */
  CardsMemory(List<DeviceId> cards, Function<DeviceId, Optional<CardMemory>> driver) {
    this.cards = cards.stream().filter(DeviceId::cuda).toList();
    this.driver = requireNonNull(driver, "driver");
  }

  static CardsMemory of(Configuration configuration) {
    DeviceChoice choice = configuration.value(Keys.MODEL_DEVICE);
    return new CardsMemory(
        choice.automatic() ? Devices.resolve(choice) : choice.devices(), Devices::memory);
  }

  /** One entry for each card that says something. */
  synchronized List<DeviceMemory> read() {
    List<DeviceMemory> memory = new ArrayList<>();
    for (DeviceId card : cards) {
      driver
          .apply(card)
          .ifPresent(
              now ->
                  memory.add(
                      new DeviceMemory(
                          card.toString(),
                          now.used(),
                          most.merge(card, now.used(), Math::max),
                          OptionalLong.of(now.total()))));
    }
    return memory;
  }
}

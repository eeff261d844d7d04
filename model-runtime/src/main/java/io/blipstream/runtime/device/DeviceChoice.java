package io.blipstream.runtime.device;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which devices are wished for.
 *
 * @param devices in the order in which they are named; empty leaves the choice to the machine: all
 *     its cards, or the processor where there is none
 */
public record DeviceChoice(List<DeviceId> devices) {
  public static final DeviceChoice CPU = new DeviceChoice(List.of(DeviceId.CPU));
  public static final DeviceChoice AUTO = new DeviceChoice(List.of());

  /** What {@link #parse} takes, for people. */
  public static final String WORDS = "`cpu`, `cuda`, cards such as `cuda:0,cuda:1`, or `auto`";

  private static final Pattern CARD = Pattern.compile("cuda(?::(\\d{1,2}))?");

  public DeviceChoice {
    devices = List.copyOf(devices);
    if (devices.size() != devices.stream().distinct().count()) {
      throw new IllegalArgumentException("a device is named twice");
    }
    if (devices.size() > 1 && devices.contains(DeviceId.CPU)) {
      throw new IllegalArgumentException("the processor stands alone: cards would wait for it");
    }
  }

  /**
   * @throws IllegalArgumentException for anything but {@value #WORDS}
   */
  public static DeviceChoice parse(String text) {
    if (text.equals("auto")) {
      return AUTO;
    }
    if (text.equals("cpu")) {
      return CPU;
    }
    List<DeviceId> cards = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      var card = CARD.matcher(part.strip());
      if (!card.matches()) {
        throw new IllegalArgumentException("\"" + part + "\" is none of " + WORDS);
      }
      cards.add(DeviceId.cuda(card.group(1) == null ? 0 : Integer.parseInt(card.group(1))));
    }
    return new DeviceChoice(cards);
  }

  public boolean automatic() {
    return devices.isEmpty();
  }

  /** Whether cards are named. */
  public boolean cards() {
    return devices.stream().anyMatch(DeviceId::cuda);
  }

  @Override
  public String toString() {
    return automatic()
        ? "auto"
        : devices.stream().map(DeviceId::toString).collect(Collectors.joining(","));
  }
}

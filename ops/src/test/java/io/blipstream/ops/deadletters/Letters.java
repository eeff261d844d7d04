package io.blipstream.ops.deadletters;

import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Original;
import java.time.Instant;
import java.util.Optional;

/** Letters for tests. */
final class Letters {
  static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");

  private Letters() {}

  static Letter letter(long offset, String fault, String template, Instant failedAt) {
    return letter(offset, fault, template, failedAt, Original.HERE, offset);
  }

  static Letter letter(
      long offset,
      String fault,
      String template,
      Instant failedAt,
      Original original,
      long originOffset) {
    return new Letter(
        new Place(0, offset),
        fault,
        "it \u001b[31m broke\n",
        Optional.of("e-" + offset),
        Optional.empty(),
        Optional.ofNullable(template),
        Optional.of("s-" + offset),
        Optional.of("feed"),
        Optional.of(NOON),
        new Origin("image-events", 1, originOffset, NOON),
        (int) offset,
        failedAt,
        original,
        Optional.of(3L),
        Optional.of("00"));
  }
}

package io.blipstream.topology.recipe.moderation;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Flag;
import io.blipstream.schemas.Verdict;
import io.blipstream.topology.recipe.RecordWriter;
import java.util.Optional;

/**
 * The two topics that a verdict may stand in, each with its writer. It stands in one of them at
 * most; which one says its verdict.
 */
record Shelves(Shelf flags, Shelf reviews) {
  /** One of them. */
  record Shelf(String topic, RecordWriter<Flag> writer) {
    Shelf {
      requireNonNull(topic, "topic");
      requireNonNull(writer, "writer");
    }
  }

  Shelves {
    requireNonNull(flags, "flags");
    requireNonNull(reviews, "reviews");
  }

  /** Empty for what is clear. */
  Optional<Shelf> of(Verdict verdict) {
    return switch (verdict) {
      case FLAGGED, CONFIRMED -> Optional.of(flags);
      case REVIEW -> Optional.of(reviews);
      case CLEAR, CLEARED, UNKNOWN -> Optional.empty();
    };
  }
}

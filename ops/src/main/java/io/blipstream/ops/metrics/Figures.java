package io.blipstream.ops.metrics;

import java.util.List;
import java.util.stream.Stream;

/** The catalogue: every metric of ours, once. The JVM's and Kafka's own come beside them. */
final class Figures {
  private static final List<Figure> ALL =
      Stream.of(
              TopologyFigures.all(), EngineFigures.all(), FetchFigures.all(), ProcessFigures.all())
          .flatMap(List::stream)
          .toList();

  private Figures() {}

  static List<Figure> all() {
    return ALL;
  }
}

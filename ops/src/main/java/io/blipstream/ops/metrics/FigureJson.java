package io.blipstream.ops.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * All metrics of a snapshot as one line of JSON, by the names that they have in the exposition: so
 * that every number the console shows is a metric, and can be looked up, alerted on and kept.
 */
public final class FigureJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FigureJson() {}

  /**
   * {@code {"at": millis, "figures": {NAME: {LABELS: VALUE}}}}; several labels are separated by a
   * bar, none is empty. Of a histogram the value is an array: how many, and their sum in its unit.
   */
  public static String of(PipelineSnapshot shot) {
    ObjectNode root = JSON.createObjectNode().put("at", shot.at().toEpochMilli());
    ObjectNode figures = root.putObject("figures");
    for (Figure figure : Figures.all()) {
      ObjectNode points = figures.putObject(figure.prometheusName());
      figure.read().apply(shot).forEach(point -> put(points, point));
    }
    return root.toString();
  }

  private static void put(ObjectNode points, Figure.Point point) {
    String labels = String.join("|", point.labels());
    if (point instanceof Figure.Value value) {
      points.put(labels, value.value());
    } else if (point instanceof Figure.Spread spread) {
      points.putArray(labels).add(spread.histogram().count()).add(spread.histogram().sum());
    }
  }
}

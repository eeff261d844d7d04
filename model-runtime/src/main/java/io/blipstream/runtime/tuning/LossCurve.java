package io.blipstream.runtime.tuning;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.imageio.ImageIO;

/**
 * The costs of a run, step by step: a table on disk, and a picture of it. The same run gives the
 * same table, stopped or not: no times are in it. Of one thread.
 */
final class LossCurve {
  private static final String HEAD = "step,cost,rate,norm,validation";
  private static final int WIDTH = 960;
  private static final int HEIGHT = 480;
  private static final int MARGIN = 50;

  private final RunTable table;
  private final List<Row> rows = new ArrayList<>();

  /**
   * A step; step 0 is the start, before anything was learned.
   *
   * @param norm of the slopes, before they were shortened
   * @param validation cost of the validation samples after the step, where they were looked at
   */
  record Row(int step, double cost, double rate, double norm, Optional<Double> validation) {
    String line() {
      return String.format(
          Locale.ROOT,
          "%d,%.6f,%.6e,%.6f,%s",
          step,
          cost,
          rate,
          norm,
          validation.map(value -> String.format(Locale.ROOT, "%.6f", value)).orElse(""));
    }

    static Row parsed(String line) {
      String[] columns = line.split(",", -1);
      return new Row(
          Integer.parseInt(columns[0]),
          Double.parseDouble(columns[1]),
          Double.parseDouble(columns[2]),
          Double.parseDouble(columns[3]),
          columns[4].isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(columns[4])));
    }
  }

  /**
   * Goes on with a table.
   *
   * @param steps that are done; what a killed run wrote beyond them is forgotten
   */
  LossCurve(Path table, int steps) {
    this.table = new RunTable(table, HEAD);
    if (steps > 0) {
      rows.addAll(this.table.rows(Row::parsed));
      rows.removeIf(row -> row.step() > steps);
    }
  }

  void add(Row row) {
    rows.add(row);
  }

  /** The step after which the validation samples cost least, the first of several. */
  Optional<Integer> lowest() {
    return rows.stream()
        .filter(row -> row.validation().isPresent())
        .min(Comparator.comparingDouble(row -> row.validation().get()))
        .map(Row::step);
  }

  void save() {
    table.save(rows, Row::line);
    Path drawn = table.file().resolveSibling("loss.png");
    try {
      ImageIO.write(picture(), "png", drawn.toFile());
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot write " + drawn, e);
    }
  }

  private BufferedImage picture() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    double highest = rows.stream().mapToDouble(Row::cost).max().orElse(1);
    g.setColor(Color.LIGHT_GRAY);
    g.drawLine(MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN);
    g.drawLine(MARGIN, MARGIN, MARGIN, HEIGHT - MARGIN);
    g.setStroke(new BasicStroke(1.5f));
    g.setColor(new Color(0x3b6ea5));
    g.draw(line(highest, row -> Optional.of(row.cost())));
    g.setColor(new Color(0xb3261e));
    g.draw(line(highest, Row::validation));
    g.dispose();
    return image;
  }

  private Path2D line(double highest, Function<Row, Optional<Double>> value) {
    Path2D path = new Path2D.Double();
    boolean begun = false;
    for (int i = 0; i < rows.size(); i++) {
      Optional<Double> here = value.apply(rows.get(i));
      if (here.isPresent()) {
        double x = MARGIN + (double) i / Math.max(1, rows.size() - 1) * (WIDTH - 2 * MARGIN);
        double y = HEIGHT - MARGIN - here.get() / highest * (HEIGHT - 2 * MARGIN);
        if (begun) {
          path.lineTo(x, y);
        } else {
          path.moveTo(x, y);
          begun = true;
        }
      }
    }
    return path;
  }
}

package io.blipstream.runtime.tuning;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the validation samples of each data set cost, look by look: a mean over all hides that one
 * set gets worse while another gets better. A table on disk, the same for the same run, stopped or
 * not. Of one thread.
 */
final class SetCosts {
  private static final String HEAD = "step,weight,cost,set";

  private final RunTable table;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param weight tokens of the set's validation samples, or texts where these are aligned
   * @param cost mean of one of them
   */
  record Row(int step, double weight, double cost, String set) {
    /** The name stands last, since it may hold commas. */
    String line() {
      return String.format(Locale.ROOT, "%d,%.0f,%.6f,%s", step, weight, cost, set);
    }

    static Row parsed(String line) {
      String[] columns = line.split(",", 4);
      return new Row(
          Integer.parseInt(columns[0]),
          Double.parseDouble(columns[1]),
          Double.parseDouble(columns[2]),
          columns[3]);
    }
  }

  /**
   * Goes on with a table, if there is one: a run that an earlier build began has none.
   *
   * @param steps that are done; what a killed run wrote beyond them is forgotten
   */
  SetCosts(Path table, int steps) {
    this.table = new RunTable(table, HEAD);
    if (steps > 0 && Files.exists(table)) {
      rows.addAll(this.table.rows(Row::parsed));
      rows.removeIf(row -> row.step() > steps);
    }
  }

  void add(Row row) {
    rows.add(row);
  }

  void save() {
    table.save(rows, Row::line);
  }
}

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;

/** Runs the statements of a file: {@code RunSql FILE BROKER REGISTRY}. Prints each row of each query as it ends up. */
final class RunSql {
  private RunSql() {}

  public static void main(String[] arguments) throws Exception {
    String file =
        Files.readString(Path.of(arguments[0]))
            .replaceAll("(?m)^--.*$", "")
            .replace("BROKER", arguments[1])
            .replace("REGISTRY", arguments[2]);
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.getConfig().set("parallelism.default", "1");
    for (String statement : file.split(";", -1)) {
      if (!statement.isBlank()) {
        TableResult result = tables.executeSql(statement.strip());
        if (result.getResultKind() == ResultKind.SUCCESS_WITH_CONTENT) {
          print(statement.strip(), result);
        }
      }
    }
  }

  /** Updates of a row are followed: printed is what it is in the end. */
  private static void print(String statement, TableResult result) throws Exception {
    System.out.println(statement.lines().findFirst().orElseThrow());
    Map<Object, Row> last = new LinkedHashMap<>();
    try (CloseableIterator<Row> rows = result.collect()) {
      for (Iterator<Row> each = rows; each.hasNext(); ) {
        Row row = each.next();
        if (row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER) {
          last.put(row.getField(0), row);
        } else {
          last.remove(row.getField(0));
        }
      }
    }
    last.values().forEach(row -> System.out.println("  " + row));
  }
}

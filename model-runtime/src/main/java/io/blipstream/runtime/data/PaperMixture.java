package io.blipstream.runtime.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The paper's data sets as a declaration in a file, for who has their files, or some of them. */
public final class PaperMixture {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PaperMixture() {}

  /**
   * What was written.
   *
   * @param declared names of data sets
   * @param missing files that are not there, by the name of the data set
   */
  public record Written(List<String> declared, Map<String, List<Path>> missing) {}

  /**
   * @param file is made; the data sets' files lie beside it
   * @param present only those whose files of rows are there
   * @throws FatalException FILE_NOT_FOUND where it cannot be written, or nothing would be in it
   */
  public static Written write(Path file, boolean present) {
    Path root = file.toAbsolutePath().getParent();
    Map<String, List<Path>> missing = missing(root);
    try (InputStream in = PaperMixture.class.getResourceAsStream("paper.json")) {
      ObjectNode document = (ObjectNode) JSON.readTree(in);
      ArrayNode sets = document.withArray("datasets");
      if (present) {
        sets.removeIf(set -> missing.containsKey(set.path("name").asText()));
      }
      List<String> declared = new ArrayList<>();
      sets.forEach(set -> declared.add(set.path("name").asText()));
      if (declared.isEmpty()) {
        throw new FatalException(
            FaultCode.FILE_NOT_FOUND, "no file of the paper's data sets is below " + root);
      }
      Files.createDirectories(root);
      JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), document);
      return new Written(List.copyOf(declared), missing);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot write " + file, e);
    }
  }

  private static Map<String, List<Path>> missing(Path root) {
    Map<String, List<Path>> missing = new TreeMap<>();
    for (DataSetSpec spec : DataSetFile.paper(root).datasets()) {
      List<Path> gone =
          spec.files().values().stream()
              .map(root::resolve)
              .filter(each -> !Files.exists(each))
              .sorted()
              .toList();
      if (!gone.isEmpty()) {
        missing.put(spec.name(), gone);
      }
    }
    return missing;
  }
}

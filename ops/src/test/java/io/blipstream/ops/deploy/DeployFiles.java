package io.blipstream.ops.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What lies in ops/deploy, read. */
public final class DeployFiles {
  public static final Path FOLDER = Path.of("deploy");
  public static final Path CHART = FOLDER.resolve("chart/blipstream");

  private static final ObjectMapper JSON = new ObjectMapper();

  private DeployFiles() {}

  /** The documents of a YAML text, anchors and merges resolved; JSON is one. */
  public static List<JsonNode> documents(String text) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    List<JsonNode> documents = new ArrayList<>();
    for (Object each : yaml.loadAll(text)) {
      if (each != null) {
        documents.add(JSON.valueToTree(each));
      }
    }
    return documents;
  }

  public static JsonNode read(Path file) {
    return documents(text(file)).get(0);
  }

  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object's fields as texts. */
  static Map<String, String> texts(JsonNode object) {
    return ((ObjectNode) object)
        .properties().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().asText()));
  }
}

package io.blipstream.runtime.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Activation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A JSON object of a checkpoint, read with bounds and worded faults. Hub configurations are sparse:
 * a missing key takes the default of the reference's configuration class, which the caller names.
 */
public final class ConfigNode {
  private static final long LARGEST_FILE = 64L << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(64).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .build();

  private final String where;
  private final JsonNode node;

  private ConfigNode(String where, JsonNode node) {
    this.where = where;
    this.node = node;
  }

  /**
   * @throws FatalException FILE_NOT_FOUND or CHECKPOINT_INVALID
   */
  public static ConfigNode read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "there is no file " + file);
    }
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new FatalException(
            FaultCode.CHECKPOINT_INVALID, file + " is larger than " + LARGEST_FILE + " bytes");
      }
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot read " + file + ": " + e, e);
    }
  }

  static ConfigNode parse(String where, byte[] json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node == null || !node.isObject()) {
        throw new FatalException(FaultCode.CHECKPOINT_INVALID, where + " is not a JSON object");
      }
      return new ConfigNode(where, node);
    } catch (JsonProcessingException e) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID, where + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new FatalException(FaultCode.CHECKPOINT_INVALID, where + " is not JSON", e);
    }
  }

  /**
   * A nested object; an empty one where the key is missing, since all its values may be defaults.
   */
  public ConfigNode object(String key) {
    JsonNode child = node.get(key);
    if (child == null || child.isNull()) {
      return new ConfigNode(where + " " + key, JSON.createObjectNode());
    }
    if (!child.isObject()) {
      throw wrong(key, "an object", child);
    }
    return new ConfigNode(where + " " + key, child);
  }

  public boolean has(String key) {
    return node.hasNonNull(key);
  }

  public boolean isText(String key) {
    return node.has(key) && node.get(key).isTextual();
  }

  /** An integer within bounds. */
  public int integer(String key, int fallback, int least, int most) {
    JsonNode child = node.get(key);
    if (child == null || child.isNull()) {
      return fallback;
    }
    if (!child.canConvertToInt() || child.intValue() < least || child.intValue() > most) {
      throw wrong(key, "an integer from " + least + " to " + most, child);
    }
    return child.intValue();
  }

  /** A finite number. */
  public double number(String key, double fallback) {
    JsonNode child = node.get(key);
    if (child == null || child.isNull()) {
      return fallback;
    }
    if (!child.isNumber() || !Double.isFinite(child.doubleValue())) {
      throw wrong(key, "a number", child);
    }
    return child.doubleValue();
  }

  public boolean flag(String key, boolean fallback) {
    JsonNode child = node.get(key);
    if (child == null || child.isNull()) {
      return fallback;
    }
    if (!child.isBoolean()) {
      throw wrong(key, "true or false", child);
    }
    return child.booleanValue();
  }

  public String text(String key, String fallback) {
    JsonNode child = node.get(key);
    if (child == null || child.isNull()) {
      return fallback;
    }
    if (!child.isTextual()) {
      throw wrong(key, "a text", child);
    }
    return child.textValue();
  }

  /**
   * What stands between two fully connected layers.
   *
   * @throws FatalException CHECKPOINT_UNSUPPORTED for one that no kernel has
   */
  public Activation activation(String key, String fallback) {
    String name = text(key, fallback);
    return Activation.named(name)
        .orElseThrow(
            () ->
                new FatalException(
                    FaultCode.CHECKPOINT_UNSUPPORTED,
                    where + ": " + key + " " + name + " is not supported"));
  }

  /** Where this object stands, for faults. */
  public String where() {
    return where;
  }

  JsonNode json() {
    return node;
  }

  private FatalException wrong(String key, String wanted, JsonNode found) {
    String shown = found.toString();
    return new FatalException(
        FaultCode.CHECKPOINT_INVALID,
        "%s: %s must be %s, is %s"
            .formatted(
                where, key, wanted, shown.length() > 80 ? shown.substring(0, 80) + "…" : shown));
  }
}

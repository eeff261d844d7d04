package io.blipstream.runtime.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A declaration of data sets: {@code {"datasets": [ … ]}}. Strict, since a mistyped field is a
 * mistake.
 *
 * @param root that paths are relative to: where the file lies
 */
public record DataSetFile(Path root, List<DataSetSpec> datasets) {
  private static final int LARGEST = 8 << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(16).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private record Document(List<DataSetSpec> datasets) {}

  public DataSetFile {
    datasets = List.copyOf(datasets);
    Set<String> names = new HashSet<>();
    for (DataSetSpec spec : datasets) {
      if (!names.add(spec.name())) {
        throw new IllegalArgumentException("the data set " + spec.name() + " is declared twice");
      }
    }
  }

  /**
   * @throws FatalException FILE_NOT_FOUND or DATA_INVALID
   */
  public static DataSetFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "there is no data set file " + file);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new FatalException(
            FaultCode.DATA_INVALID, file + " is larger than " + LARGEST + " bytes");
      }
      return parsed(file.toString(), file.toAbsolutePath().getParent(), bytes);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot read " + file, e);
    }
  }

  /**
   * The paper's 26 data sets in 11 groups, with the names of files as they are published.
   *
   * @param root below which the files lie
   */
  public static DataSetFile paper(Path root) {
    try (InputStream in = DataSetFile.class.getResourceAsStream("paper.json")) {
      return parsed("paper.json", root, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataSetFile parsed(String where, Path root, byte[] json) {
    try {
      Document document = JSON.readValue(json, Document.class);
      if (document.datasets() == null || document.datasets().isEmpty()) {
        throw new FatalException(FaultCode.DATA_INVALID, where + " declares no data sets");
      }
      return new DataSetFile(root, document.datasets());
    } catch (UnrecognizedPropertyException e) {
      throw invalid(
          "%s%s has a field \"%s\", not one of %s"
              .formatted(where, path(e), e.getPropertyName(), e.getKnownPropertyIds()),
          e);
    } catch (ValueInstantiationException e) {
      throw invalid(where + path(e) + ": " + e.getCause().getMessage(), e);
    } catch (JsonMappingException e) {
      throw invalid(where + path(e) + ": " + e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw invalid(where + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw invalid(where + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      path.append(
          step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
    }
    return path.isEmpty() ? "" : " at " + path.substring(1);
  }

  private static FatalException invalid(String words, Exception cause) {
    return new FatalException(FaultCode.DATA_INVALID, words, cause);
  }
}

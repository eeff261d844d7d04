package io.blipstream.ops.templates;

import static io.blipstream.runtime.fault.FaultCode.FILE_NOT_FOUND;
import static io.blipstream.runtime.fault.FaultCode.REQUEST_INVALID;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.schemas.Options;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Templates of one's own: a file of JSON lines, each with the fields of the schema. */
public final class TemplateFile {
  private static final long LARGEST_BYTES = 4 << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private TemplateFile() {}

  /** As it stands in a line. */
  private record Line(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) int version,
      @JsonProperty(required = true) String task,
      @JsonProperty(required = true) String text,
      String description,
      @JsonProperty("max_new_tokens") Integer maxNewTokens) {}

  /**
   * Reads a file; whether its templates are valid is for the lint to say.
   *
   * @param publishedAt what they give as their time of publication
   * @throws FatalException with {@code request-invalid}, naming the line
   */
  public static List<Template> read(Path file, Instant publishedAt) {
    List<Template> templates = new ArrayList<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        templates.add(template(lines.get(i), file + ", line " + (i + 1), publishedAt));
      }
    }
    if (templates.isEmpty()) {
      throw new FatalException(REQUEST_INVALID, file + " has no templates");
    }
    return templates;
  }

  private static List<String> lines(Path file) {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw new FatalException(
            REQUEST_INVALID, file + " is longer than " + LARGEST_BYTES + " bytes");
      }
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new FatalException(FILE_NOT_FOUND, "no readable file " + file, e);
    }
  }

  private static Template template(String text, String place, Instant publishedAt) {
    Line line;
    try {
      line = JSON.readValue(text, Line.class);
    } catch (JsonProcessingException e) {
      throw new FatalException(
          REQUEST_INVALID,
          place + ": " + e.getOriginalMessage().replaceAll("\\(.*", "").strip(),
          e);
    }
    if (line.id() == null || line.task() == null || line.text() == null) {
      throw new FatalException(REQUEST_INVALID, place + ": id, task and text must be texts");
    }
    return Template.newBuilder()
        .setId(line.id())
        .setVersion(line.version())
        .setTask(task(line.task(), place))
        .setText(line.text())
        .setDescription(line.description())
        .setOptions(
            Optional.ofNullable(line.maxNewTokens())
                .map(tokens -> Options.newBuilder().setMaxNewTokens(tokens).build())
                .orElse(null))
        .setPublishedAt(publishedAt)
        .build();
  }

  /**
   * One template by its fields.
   *
   * @throws FatalException with {@code request-invalid}, naming what is wrong
   */
  public static Template template(Map<String, ?> fields, Instant publishedAt) {
    return template(JSON.valueToTree(fields).toString(), "the template", publishedAt);
  }

  private static Task task(String name, String place) {
    return Arrays.stream(Task.values())
        .filter(task -> task != Task.UNKNOWN && task.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new FatalException(
                    REQUEST_INVALID, place + ": task must be CAPTION, ANSWER or QUESTION"));
  }
}

package io.blipstream.topology.template;

import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * The article's own templates, word for word: 13 for captions, 10 for answers, 6 for questions. All
 * are version 1.
 *
 * <p>Its slips are kept (a missing full stop, "an question"): the model was tuned on exactly these
 * words.
 */
public final class BuiltInTemplates {
  private static final String RESOURCE = "built-in-templates.tsv";

  private BuiltInTemplates() {}

  /**
   * All of them, in the article's order.
   *
   * @param publishedAt what they give as their time of publication
   */
  public static List<Template> all(Instant publishedAt) {
    try (InputStream in = BuiltInTemplates.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(line -> template(line.split("\t", -1), publishedAt))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Template template(String[] columns, Instant publishedAt) {
    return Template.newBuilder()
        .setId(columns[0])
        .setVersion(1)
        .setTask(Task.valueOf(columns[1]))
        .setText(columns[2])
        .setDescription("The article's own.")
        .setPublishedAt(publishedAt)
        .build();
  }
}

package io.blipstream.ops.templates;

import io.blipstream.schemas.Options;
import io.blipstream.schemas.Template;
import java.util.LinkedHashMap;
import java.util.Map;

/** A template as a line for people, or as the fields that a file of templates has. */
public final class TemplateLines {
  private TemplateLines() {}

  /** {@code id@version}. */
  public static String name(Template template) {
    return template.getId() + "@" + template.getVersion();
  }

  public static String line(Template template) {
    return "%-12s %-8s %s".formatted(name(template), template.getTask(), template.getText());
  }

  /** Such that a file made of them can be published. */
  public static Map<String, Object> fields(Template template) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", template.getId());
    fields.put("version", template.getVersion());
    fields.put("task", template.getTask().name());
    fields.put("text", template.getText());
    template.getDescription().ifPresent(text -> fields.put("description", text));
    template
        .getOptions()
        .flatMap(Options::getMaxNewTokens)
        .ifPresent(tokens -> fields.put("max_new_tokens", tokens));
    return fields;
  }
}

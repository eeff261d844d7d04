package io.blipstream.ops.console.templates;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.console.cluster.PictureSource;
import io.blipstream.ops.console.cluster.TopicView;
import io.blipstream.ops.pipeline.BuiltIns;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.ops.templates.TemplateLines;
import io.blipstream.ops.templates.TemplateTrial;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.schemas.Template;
import io.blipstream.topology.template.PublishedTemplates;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The templates of a cluster. Any thread. */
final class TemplateDesk implements AutoCloseable {
  private final Configuration configuration;
  private final Engine engine;
  private final PictureSource pictures;
  private final TopicView<Template> topic;

  /** What applications word prompts with. Guarded by this, as is the next. */
  private final PublishedTemplates published = new PublishedTemplates();

  /** What they do not take, by the record's key; the last of each. */
  private final Map<String, Refused> refused = new TreeMap<>();

  private record Refused(Template template, Fault fault) {}

  /**
   * @param engine the live model's; stays the caller's
   */
  TemplateDesk(Configuration configuration, Engine engine) {
    this.configuration = requireNonNull(configuration, "configuration");
    this.engine = requireNonNull(engine, "engine");
    this.pictures = new PictureSource(configuration);
    this.topic =
        new TopicView<>(
            configuration,
            List.of(PipelineSettings.topics(configuration).instructionTemplates()),
            Template.class,
            this::take);
  }

  private void take(String name, String key, Optional<Template> template) {
    if (template.isEmpty()) {
      published.withdraw(key);
      refused.remove(key);
      return;
    }
    published
        .take(key, template.get())
        .ifPresent(fault -> refused.put(key, new Refused(template.get(), fault)));
  }

  /**
   * Every version that serves or may be pinned, by id and the newest first; behind them what was
   * published and is not taken, with why.
   */
  synchronized List<Map<String, Object>> all() {
    topic.look();
    List<Map<String, Object>> all = new ArrayList<>();
    String id = "";
    for (Template each : published.valid()) {
      all.add(view(each, null, !each.getId().equals(id)));
      id = each.getId();
    }
    refused.values().forEach(each -> all.add(view(each.template, each.fault.message(), false)));
    return all;
  }

  private static Map<String, Object> view(Template template, String fault, boolean inForce) {
    Map<String, Object> view = new LinkedHashMap<>(TemplateLines.fields(template));
    view.put("published_at", template.getPublishedAt().toString());
    view.put("fault", fault);
    view.put("in_force", inForce);
    return view;
  }

  /** What the live model says to a picture of the topic of events. */
  Map<String, Object> tried(Template template, Optional<String> words, int partition, long offset) {
    byte[] picture =
        pictures
            .at(partition, offset)
            .orElseThrow(() -> new IllegalArgumentException("the picture is gone; choose another"));
    boolean asks = template.getTask() == io.blipstream.schemas.Task.ANSWER;
    boolean answers = template.getTask() == io.blipstream.schemas.Task.QUESTION;
    return new TemplateTrial(
            List.of(template), words.filter(any -> asks), words.filter(any -> answers))
        .asked(ByteBuffer.wrap(picture), configuration.value(Keys.DECODING_MAX_NEW_TOKENS), engine)
        .get(0)
        .fields();
  }

  /**
   * Publishes one.
   *
   * @throws FatalException where applications would not take it: it is not valid, or that version
   *     said something else before, withdrawn or not
   */
  synchronized void publish(Template template) {
    topic.look();
    published
        .foreseen(TemplateLines.name(template), template)
        .ifPresent(
            fault -> {
              throw new FatalException(fault.code(), fault.message());
            });
    BuiltIns.publish(configuration, List.of(template));
  }

  @Override
  public void close() {
    pictures.close();
    topic.close();
  }
}

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
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Template;
import io.blipstream.topology.template.TemplateLint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The templates of a cluster. Any thread. */
final class TemplateDesk implements AutoCloseable {
  private final Configuration configuration;
  private final Engine engine;
  private final PictureSource pictures;
  private final TopicView<Template> topic;

  /** What each version says is what its first record said. Guarded by this. */
  private final Map<String, Template> byName = new LinkedHashMap<>();

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
            (name, key, template) ->
                template.ifPresent(each -> byName.putIfAbsent(TemplateLines.name(each), each)));
  }

  /** Every version, the newest of each id first; what each is worth where none is pinned. */
  synchronized List<Map<String, Object>> all() {
    topic.look();
    Map<String, Integer> inForce = new HashMap<>();
    byName.values().stream()
        .filter(each -> TemplateLint.fault(each).isEmpty())
        .forEach(each -> inForce.merge(each.getId(), each.getVersion(), Math::max));
    List<Map<String, Object>> all = new ArrayList<>();
    byName.values().stream()
        .sorted(
            Comparator.comparing(Template::getId)
                .thenComparing(Comparator.comparing(Template::getVersion).reversed()))
        .forEach(
            each -> {
              Map<String, Object> view = new LinkedHashMap<>(TemplateLines.fields(each));
              view.put("published_at", each.getPublishedAt().toString());
              view.put("fault", TemplateLint.fault(each).orElse(null));
              view.put("in_force", inForce.getOrDefault(each.getId(), 0) == each.getVersion());
              all.add(view);
            });
    return all;
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
   * @throws FatalException with {@link FaultCode#TEMPLATE_CONTRADICTING} where that version says
   *     something else already: it never changes
   */
  synchronized void publish(Template template) {
    topic.look();
    Optional<Template> before =
        Optional.ofNullable(byName.get(TemplateLines.name(template)))
            .filter(each -> !TemplateLines.fields(each).equals(TemplateLines.fields(template)));
    if (before.isPresent()) {
      throw new FatalException(
          FaultCode.TEMPLATE_CONTRADICTING,
          TemplateLines.name(template) + " is published and never changes; take another version");
    }
    BuiltIns.publish(configuration, List.of(template));
  }

  @Override
  public void close() {
    pictures.close();
    topic.close();
  }
}

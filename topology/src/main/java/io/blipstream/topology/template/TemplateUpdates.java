package io.blipstream.topology.template;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Template;
import io.blipstream.topology.retry.Patience;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the table from the template topic, at start and while running. Takes bytes and reads them
 * itself, because a record that a deserializer refuses would end the global thread.
 *
 * <p>A version never changes once published: the first valid record of an {@code id@version} stays
 * until it is withdrawn by a null value. Whoever withdraws a version must not use its number again,
 * and whoever contradicts one should know that compaction keeps the later record: after a restart
 * that one is read first.
 *
 * <p>The global thread owns it.
 */
final class TemplateUpdates implements Processor<byte[], byte[], Void, Void> {
  private static final Logger log = LoggerFactory.getLogger(TemplateUpdates.class);

  private final String storeName;
  private final String topic;
  private final Deserializer<Template> deserializer;
  private final Patience patience;
  private final TemplateCounts counts;
  private KeyValueStore<String, Template> store;

  TemplateUpdates(
      String storeName,
      String topic,
      Deserializer<Template> deserializer,
      Patience patience,
      TemplateCounts counts) {
    this.storeName = requireNonNull(storeName, "storeName");
    this.topic = requireNonNull(topic, "topic");
    this.deserializer = requireNonNull(deserializer, "deserializer");
    this.patience = requireNonNull(patience, "patience");
    this.counts = requireNonNull(counts, "counts");
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    store = context.getStateStore(storeName);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      withdraw(key);
      return;
    }
    try {
      Template template =
          patience.outlast(() -> deserializer.deserialize(topic, record.headers(), record.value()));
      take(key, template);
    } catch (SerializationException e) {
      counts.unreadable.increment();
      log.warn("skipped a record of {} that is no template: {}", topic, e.getMessage());
    }
  }

  private void take(String key, Template template) {
    Optional<String> fault =
        TemplateLint.fault(template)
            .or(
                () ->
                    key.equals(TemplateName.of(template))
                        ? Optional.empty()
                        : Optional.of("the record's key is not id@version"));
    if (fault.isPresent()) {
      counts.invalid.increment();
      log.warn("skipped an invalid template of {}: {}", topic, fault.get());
      return;
    }
    Template before =
        store.putIfAbsent(TemplateTable.key(template.getId(), template.getVersion()), template);
    if (before == null) {
      counts.accepted.increment();
    } else if (!saysTheSame(before, template)) {
      counts.contradicting.increment();
      log.warn("ignored a record that would change template {}", key);
    }
  }

  private void withdraw(String key) {
    TemplateName.parse(key)
        .filter(name -> name.version().isPresent())
        .ifPresent(name -> store.delete(TemplateTable.key(name.id(), name.version().getAsInt())));
  }

  /** Publishing a version again is no change: neither time nor description words a prompt. */
  private static boolean saysTheSame(Template a, Template b) {
    return a.getTask() == b.getTask()
        && a.getText().equals(b.getText())
        && a.getOptions().equals(b.getOptions());
  }
}

package io.blipstream.topology.template;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Template;
import io.blipstream.topology.retry.Patience;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the table from the template topic, at start and while running. Takes bytes and reads them
 * itself, because a record that a deserializer refuses would end the global thread.
 *
 * <p>A version never changes once published: the first valid record of an {@code id@version} stays
 * until it is withdrawn by a null value, and only the same words bring it back.
 *
 * <p>The global thread owns it. Kafka Streams makes one for reading back at start and another for
 * what comes later; what both must know is handed in.
 */
final class TemplateUpdates implements Processor<byte[], byte[], Void, Void> {
  private static final Logger log = LoggerFactory.getLogger(TemplateUpdates.class);

  private final String storeName;
  private final Deserializer<Template> deserializer;
  private final Patience patience;
  private final FirstWords firstWords;
  private final TemplateCounts counts;
  private final RefusedTemplates refused;
  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, Template> store;

  TemplateUpdates(
      String storeName,
      Deserializer<Template> deserializer,
      Patience patience,
      FirstWords firstWords,
      TemplateCounts counts,
      RefusedTemplates refused) {
    this.storeName = requireNonNull(storeName, "storeName");
    this.deserializer = requireNonNull(deserializer, "deserializer");
    this.patience = requireNonNull(patience, "patience");
    this.firstWords = requireNonNull(firstWords, "firstWords");
    this.counts = requireNonNull(counts, "counts");
    this.refused = requireNonNull(refused, "refused");
  }

  @Override
  public void init(ProcessorContext<Void, Void> newContext) {
    context = newContext;
    store = newContext.getStateStore(storeName);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      withdraw(key);
      return;
    }
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    try {
      Template template =
          patience.outlast(
              () -> deserializer.deserialize(origin.topic(), record.headers(), record.value()));
      fault(key, template)
          .ifPresentOrElse(fault -> refuse(origin, record, fault), () -> take(template));
    } catch (SerializationException e) {
      counts.unreadable.increment();
      refuse(origin, record, new Fault(FaultCode.RECORD_UNREADABLE, e.getMessage()));
    }
  }

  private Optional<Fault> fault(String key, Template template) {
    Optional<Fault> fault = firstWords.fault(key, template);
    fault.ifPresent(
        each ->
            (each.code() == FaultCode.TEMPLATE_INVALID ? counts.invalid : counts.contradicting)
                .increment());
    return fault;
  }

  private void take(Template template) {
    String key = TemplateTable.key(template.getId(), template.getVersion());
    if (store.putIfAbsent(key, template) == null) {
      counts.accepted.increment();
    }
  }

  private void refuse(RecordMetadata origin, Record<byte[], byte[]> record, Fault fault) {
    log.atWarn()
        .addKeyValue("fault", fault.code().code())
        .log(
            "refused {}-{}@{}: {}",
            origin.topic(),
            origin.partition(),
            origin.offset(),
            fault.message());
    refused.add(
        new RefusedTemplate(origin.topic(), origin.partition(), origin.offset(), record, fault));
  }

  private void withdraw(String key) {
    TemplateName.parse(key)
        .filter(name -> name.version().isPresent())
        .ifPresent(name -> store.delete(TemplateTable.key(name.id(), name.version().getAsInt())));
  }
}

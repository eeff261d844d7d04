package io.blipstream.topology.recipe.catalogue;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.AttributeValue;
import io.blipstream.schemas.CatalogEntry;
import io.blipstream.schemas.Choice;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import io.blipstream.topology.recipe.RecordReader;
import io.blipstream.topology.recipe.RecordWriter;
import io.blipstream.topology.recipe.ResultProcessor;
import io.blipstream.topology.routing.SourceRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Merges answers into products, attribute by attribute: the one whose picture is newer counts, in
 * whatever order they come. A product is written when all that one event was asked has come, or
 * when its change has waited long enough.
 */
final class CatalogueProcessor extends ResultProcessor {
  static final String ENTRIES = "catalogue-entries";

  /** Since when a product has changes that were not written; survives the process as they do. */
  static final String WAITING = "catalogue-waiting";

  /** A task with nothing to wait for is woken by it all the same; so not often. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Set<String> names;
  private final Duration patience;
  private final String topic;
  private final RecordWriter<GenericRecord> sink;
  private final ProductSchema products;
  private final Clock clock;
  private KeyValueStore<String, CatalogEntry> entries;
  private KeyValueStore<String, Long> waiting;

  CatalogueProcessor(
      CatalogueSettings settings,
      RecordReader<Result> results,
      String topic,
      RecordWriter<GenericRecord> sink,
      ProductSchema products,
      Clock clock) {
    super(results, settings.feeds());
    this.names = settings.attributes().stream().map(Attribute::name).collect(Collectors.toSet());
    this.patience = settings.patience();
    this.topic = requireNonNull(topic, "topic");
    this.sink = requireNonNull(sink, "sink");
    this.products = requireNonNull(products, "products");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    entries = context.getStateStore(ENTRIES);
    waiting = context.getStateStore(WAITING);
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::writeOverdue);
  }

  @Override
  protected void take(SourceRecord source, Result result) {
    if (!names.contains(result.getInstructionId())
        || result.getStatus() != Status.OK
        || result.getChoices().isEmpty()) {
      return;
    }
    CatalogEntry entry = merged(entries.get(result.getSubject()), result);
    if (entry == null) {
      return;
    }
    entries.put(entry.getSubject(), entry);
    if (allOf(entry, result.getEventId())) {
      waiting.delete(entry.getSubject());
      send(source, topic, sink, entry.getSubject(), products.record(entry, clock.instant()));
    } else {
      waiting.putIfAbsent(entry.getSubject(), clock.millis());
    }
  }

  /** Results are forgotten only all at once: the subject is to go, not one attribute of it. */
  @Override
  protected void erase(SourceRecord source, String subject, String instructionId) {
    if (names.contains(instructionId)) {
      entries.delete(subject);
      waiting.delete(subject);
      // Also where nothing is known of it: a store that was reset must not keep what is to go.
      send(source, topic, sink, subject, null);
    }
  }

  /** Null where what is known is newer. */
  private static CatalogEntry merged(CatalogEntry before, Result result) {
    Map<String, AttributeValue> attributes =
        before == null ? new HashMap<>() : new HashMap<>(before.getAttributes());
    AttributeValue known = attributes.get(result.getInstructionId());
    if (known != null && result.getOccurredAt().isBefore(known.getOccurredAt())) {
      return null;
    }
    Choice best = result.getChoices().get(0);
    attributes.put(
        result.getInstructionId(),
        new AttributeValue(
            best.getText(),
            best.getScore(),
            result.getEventId(),
            result.getModelDigest(),
            result.getOccurredAt()));
    return new CatalogEntry(result.getSubject(), result.getFeed(), attributes);
  }

  private boolean allOf(CatalogEntry entry, String eventId) {
    return names.stream()
        .allMatch(
            name -> {
              AttributeValue value = entry.getAttributes().get(name);
              return value != null && value.getEventId().equals(eventId);
            });
  }

  private void writeOverdue(long now) {
    List<String> overdue = new ArrayList<>();
    try (KeyValueIterator<String, Long> all = waiting.all()) {
      while (all.hasNext()) {
        KeyValue<String, Long> each = all.next();
        if (now - each.value >= patience.toMillis()) {
          overdue.add(each.key);
        }
      }
    }
    for (String subject : overdue) {
      waiting.delete(subject);
      sendLate(topic, sink, subject, products.record(entries.get(subject), clock.instant()));
    }
  }
}

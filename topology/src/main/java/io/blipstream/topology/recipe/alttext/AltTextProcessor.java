package io.blipstream.topology.recipe.alttext;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.AltText;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import io.blipstream.topology.recipe.RecordReader;
import io.blipstream.topology.recipe.RecordWriter;
import io.blipstream.topology.recipe.ResultProcessor;
import io.blipstream.topology.routing.SourceRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the newest text of each subject, by when its picture was taken: a dead letter that is put
 * back, or a slow partition of another day, does not bring an old picture's words back.
 */
final class AltTextProcessor extends ResultProcessor {
  static final String STORE = "alt-text-newest";

  private final AltTextSettings settings;
  private final String topic;
  private final RecordWriter<AltText> sink;
  private final AltTextWriter writer;
  private KeyValueStore<String, AltText> newest;

  AltTextProcessor(
      AltTextSettings settings,
      RecordReader<Result> results,
      String topic,
      RecordWriter<AltText> sink,
      AltTextWriter writer) {
    super(results, settings.feeds());
    this.settings = requireNonNull(settings, "settings");
    this.topic = requireNonNull(topic, "topic");
    this.sink = requireNonNull(sink, "sink");
    this.writer = requireNonNull(writer, "writer");
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    newest = context.getStateStore(STORE);
  }

  @Override
  protected void take(SourceRecord source, Result result) {
    if (!result.getInstructionId().equals(settings.instruction())) {
      return;
    }
    AltText before = newest.get(result.getSubject());
    boolean answered = result.getStatus() == Status.OK;
    boolean late = before != null && result.getOccurredAt().isBefore(before.getOccurredAt());
    // Nobody answered in time: an earlier text is better than none. Superseded: a newer one comes.
    boolean nothingBetter = result.getStatus() == Status.EXPIRED && before == null;
    if (late || !(answered || nothingBetter)) {
      return;
    }
    AltText text = writer.write(result);
    newest.put(text.getSubject(), text);
    send(source, topic, sink, text.getSubject(), text);
  }

  @Override
  protected void erase(SourceRecord source, String subject, String instructionId) {
    if (instructionId.equals(settings.instruction())) {
      newest.delete(subject);
      // Also where nothing is known of it: a store that was reset must not keep what is to go.
      send(source, topic, sink, subject, null);
    }
  }
}

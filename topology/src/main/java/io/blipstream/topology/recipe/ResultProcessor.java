package io.blipstream.topology.recipe;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Result;
import io.blipstream.topology.routing.HeaderWriter;
import io.blipstream.topology.routing.Outgoing;
import io.blipstream.topology.routing.ResultKey;
import io.blipstream.topology.routing.SourceRecord;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Reads results and erasures one by one. Of one stream thread, as are all that extend it. */
public abstract class ResultProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private final RecordReader<Result> results;
  private final Set<String> feeds;
  private ProcessorContext<byte[], byte[]> context;

  /**
   * @param feeds whose results count; all where empty
   */
  protected ResultProcessor(RecordReader<Result> results, Set<String> feeds) {
    this.results = requireNonNull(results, "results");
    this.feeds = Set.copyOf(feeds);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> given) {
    context = given;
  }

  @Override
  public final void process(Record<byte[], byte[]> record) {
    process(SourceRecord.of(context.recordMetadata().orElseThrow(), record));
  }

  /** For those that read other topics as well; results by default. */
  protected void process(SourceRecord source) {
    if (source.value() == null) {
      eraseBy(source);
      return;
    }
    results
        .read(source, this::forward)
        .filter(result -> feeds.isEmpty() || feeds.contains(result.getFeed()))
        .ifPresent(result -> take(source, result));
  }

  /** A result of one of the feeds, whatever its status. */
  protected abstract void take(SourceRecord source, Result result);

  /** A subject's result is to be forgotten. */
  protected abstract void erase(SourceRecord source, String subject, String instructionId);

  protected final ProcessorContext<byte[], byte[]> context() {
    return context;
  }

  /** A dead letter. */
  protected final void forward(Outgoing letter) {
    context.forward(letter.record(), letter.destination().node());
  }

  /** Writes under a key; null forgets it. */
  protected final <T> void send(
      SourceRecord source, String topic, RecordWriter<T> writer, String key, T value) {
    context.forward(
        writer.write(key, value, source.timestamp(), HeaderWriter.trace(source)), topic);
  }

  /** The same where there is no source: what was waited for did not come. */
  protected final <T> void sendLate(String topic, RecordWriter<T> writer, String key, T value) {
    context.forward(
        writer.write(key, value, context.currentSystemTimeMs(), new RecordHeaders()), topic);
  }

  private void eraseBy(SourceRecord source) {
    if (source.key() == null || !ResultKey.isOne(source.key())) {
      results.refuse(source, "a tombstone whose key is no result's", this::forward);
    } else {
      erase(source, ResultKey.subject(source.key()), ResultKey.instructionId(source.key()));
    }
  }
}

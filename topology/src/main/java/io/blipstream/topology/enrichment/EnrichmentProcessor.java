package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.topology.routing.Outgoing;
import io.blipstream.topology.routing.SourceRecord;
import io.blipstream.topology.watermark.CommitWatermark;
import java.time.Duration;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to the engine and goes on; forwards each partition's completed prefix, in source
 * order. One instance per task; its stream thread owns every field. The engine's threads meet it
 * only in the futures and in the {@link InFlightLimit}.
 *
 * <p>When the engine cannot serve, the task is given up by a {@link TaskMigratedException}, the one
 * exception that no handler sees: the transaction is aborted, the thread joins again, and reads on
 * from what was committed. An ordinary exception would reach the processing exception handler,
 * which is told of whatever record happens to be in {@link #process}, and may drop it.
 */
final class EnrichmentProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Logger log = LoggerFactory.getLogger(EnrichmentProcessor.class);
  private static final Duration GLANCE = Duration.ofMillis(5);

  private final Enrichment enrichment;
  private final CommitWatermark watermark;
  private final PendingEvents pending = new PendingEvents();
  private ProcessorContext<byte[], byte[]> context;
  private EventPlanner planner;
  private EngineGate gate;
  private Settlement settlement;

  /** Exists only while something is pending: each firing makes the task commit. */
  private Cancellable timer;

  private boolean failed;

  EnrichmentProcessor(Enrichment enrichment) {
    this.enrichment = requireNonNull(enrichment, "enrichment");
    this.watermark = enrichment.watermark();
  }

  /** Also called again, after {@link #close}, when Kafka Streams revives a task. */
  @Override
  public void init(ProcessorContext<byte[], byte[]> newContext) {
    context = newContext;
    planner = enrichment.planner(newContext);
    gate = enrichment.gate();
    settlement = enrichment.settlement();
    failed = false;
    watermark.register(pending);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    guarded(
        () -> {
          // First of all, so that the watermark holds this record back whatever happens next.
          PendingEvent event =
              pending.add(SourceRecord.of(context.recordMetadata().orElseThrow(), record));
          event.become(planner.plan(event.source()));
          advance();
          while (gate.mustHoldBack(pending)) {
            gate.awaitRelease(GLANCE);
            advance();
          }
        });
    if (timer == null && pending.size() > 0) {
      timer =
          context.schedule(
              enrichment.waits().poll(), PunctuationType.WALL_CLOCK_TIME, now -> onTimer());
    }
  }

  private void onTimer() {
    guarded(this::advance);
    if (pending.size() == 0) {
      stopTimer();
    }
  }

  private void advance() {
    pending.stream()
        .forEach(
            event -> {
              if (event.stage() instanceof Stage.AwaitingTemplate waiting) {
                event.become(planner.planAgain(waiting));
              }
            });
    gate.admit(pending);
    pending.stream().forEach(PendingEvent::trim);
    pending.drainSettled(
        event -> {
          for (Outgoing each : settlement.settle(event)) {
            context.forward(each.record(), each.destination().node());
          }
        });
  }

  private void guarded(Runnable step) {
    if (failed) {
      throw new TaskMigratedException("the task was given up before");
    }
    try {
      step.run();
    } catch (RetriableException e) {
      failed = true;
      // Told here although it is thrown: Kafka Streams would tell it as a rebalance that was
      // missed.
      log.warn(
          "task {} is given up, its records are read again: {}", context.taskId(), e.getMessage());
      pause();
      throw new TaskMigratedException(e.getMessage(), e);
    } catch (RuntimeException e) {
      failed = true;
      throw e;
    }
  }

  /** Else an engine that stays away would have the group rebalance without a break. */
  private void pause() {
    try {
      Thread.sleep(enrichment.waits().afterOutage().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamsException("interrupted after an outage", e);
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  @Override
  public void close() {
    watermark.unregister(pending);
    stopTimer();
    gate.cancelAll(pending);
    pending.clear();
  }
}

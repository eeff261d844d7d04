package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.Origin;
import io.blipstream.topology.counts.PartitionStats;
import io.blipstream.topology.routing.Outgoing;
import io.blipstream.topology.routing.SourceRecord;
import io.blipstream.topology.watermark.CommitHook;
import io.blipstream.topology.watermark.Unfinished;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
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
 * <p>It never waits for the engine, except before a commit where that is asked for: a task that
 * holds enough says so, and its partitions are not read on.
 *
 * <p>When the engine cannot serve, the task is given up by a {@link TaskMigratedException}, the one
 * exception that no handler sees: the transaction is aborted, the thread joins again, and reads on
 * from what was committed. An ordinary exception would reach the processing exception handler,
 * which is told of whatever record happens to be in {@link #process}, and may drop it.
 */
final class EnrichmentProcessor implements Processor<byte[], byte[], byte[], byte[]>, Unfinished {
  private static final Logger log = LoggerFactory.getLogger(EnrichmentProcessor.class);
  private static final Duration GLANCE = Duration.ofMillis(5);
  private static final Duration LETTERS = Duration.ofSeconds(1);

  private final Enrichment enrichment;
  private final PendingEvents pending = new PendingEvents();
  private ProcessorContext<byte[], byte[]> context;
  private EventPlanner planner;
  private Superseding superseding;
  private EngineGate gate;
  private TaskMemory memory;
  private Settlement settlement;

  /** The record that was read last; null before the first. */
  private Origin last;

  /** Exists only while something is pending: each firing makes the task commit. */
  private Cancellable timer;

  /** Of partition 0 alone. */
  private Cancellable lettersTimer;

  private boolean failed;

  EnrichmentProcessor(Enrichment enrichment) {
    this.enrichment = requireNonNull(enrichment, "enrichment");
  }

  /** Also called again, after {@link #close}, when Kafka Streams revives a task. */
  @Override
  public void init(ProcessorContext<byte[], byte[]> newContext) {
    context = newContext;
    planner = enrichment.planner(newContext);
    superseding = new Superseding(enrichment.settings().latestOnly(), planner);
    gate = enrichment.gate();
    memory = new TaskMemory(newContext.getStateStore(TaskMemory.STORE));
    settlement = enrichment.settlement(memory);
    failed = false;
    enrichment.watermark().register(this);
    if (enrichment.drains()) {
      CommitHook hook = newContext.getStateStore(CommitHook.STORE);
      hook.beforeCommit(newContext, () -> guarded(this::drain));
    }
    if (newContext.taskId().partition() == 0) {
      TemplateLetters letters = enrichment.templateLetters(memory);
      lettersTimer =
          newContext.schedule(
              LETTERS,
              PunctuationType.WALL_CLOCK_TIME,
              now -> guarded(() -> letters.due().forEach(this::forward)));
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    guarded(
        () -> {
          // First of all, so that the watermark holds this record back whatever happens next.
          PendingEvent event =
              pending.add(SourceRecord.of(context.recordMetadata().orElseThrow(), record));
          last = event.source().origin();
          event.follow(enrichment.tracer().begin(event.source()));
          enrichment.counters().arrived();
          event.become(planner.plan(event.source()));
          superseding.arrived(event, pending.before(event));
          look();
        });
    if (timer == null && pending.size() > 0) {
      timer =
          context.schedule(
              enrichment.waits().poll(), PunctuationType.WALL_CLOCK_TIME, now -> onTimer());
    }
  }

  private void onTimer() {
    guarded(this::look);
    if (pending.size() == 0) {
      stopTimer();
    }
  }

  private void look() {
    advance();
    if (!enrichment.drains()) {
      forwardSettled();
    }
    stand();
  }

  /** Before a commit: all that is pending is finished, and only then forwarded. */
  private void drain() {
    advance();
    while (pending.any(event -> !event.stage().settled())) {
      gate.awaitRelease(GLANCE);
      advance();
    }
    forwardSettled();
    stand();
  }

  /** Tells whoever watches how far this task has come. */
  private void stand() {
    if (last == null) {
      return;
    }
    Optional<SourceRecord> first =
        pending
            .first(new TopicPartition(last.getTopic(), last.getPartition()))
            .map(PendingEvent::source);
    enrichment
        .counters()
        .stands(
            last.getPartition(),
            new PartitionStats(
                first.map(SourceRecord::offset).orElse(last.getOffset() + 1),
                pending.size(),
                first.map(source -> Instant.ofEpochMilli(source.timestamp()))));
  }

  private void advance() {
    pending.forEach(
        event -> {
          if (event.stage() instanceof Stage.AwaitingTemplate waiting) {
            event.become(planner.planAgain(waiting));
          }
        });
    gate.admit(pending);
    pending.forEach(PendingEvent::trim);
  }

  private void forwardSettled() {
    pending.drainSettled(
        event -> {
          List<Outgoing> outgoing = settlement.settle(event);
          outgoing.forEach(this::forward);
          event.span().end(outgoing.stream().map(Outgoing::content).toList());
          if (event.stage() instanceof Stage.Answered answered) {
            enrichment.counters().replied(answered.reply().join());
          }
          enrichment.counters().settled(event.nanosSinceArrival());
        });
  }

  private void forward(Outgoing outgoing) {
    context.forward(outgoing.record(), outgoing.destination().node());
    memory.forwarded(outgoing);
    enrichment.counters().forwarded(outgoing);
  }

  private void guarded(Runnable step) {
    if (failed) {
      throw new TaskMigratedException("the task was given up before");
    }
    try {
      step.run();
    } catch (RetriableException e) {
      failed = true;
      enrichment.counters().gaveUp(e.code());
      // Told here although it is thrown: Kafka Streams would tell it as a rebalance that was
      // missed.
      log.atWarn()
          .addKeyValue("fault", e.code().code())
          .log(
              "task {} is given up, its records are read again: {}",
              context.taskId(),
              e.getMessage());
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
  public OptionalLong lowest(TopicPartition partition) {
    return pending.lowest(partition);
  }

  @Override
  public boolean full(TopicPartition partition) {
    return pending.lowest(partition).isPresent() && gate.full(pending);
  }

  @Override
  public void close() {
    enrichment.watermark().unregister(this);
    stopTimer();
    if (lettersTimer != null) {
      lettersTimer.cancel();
      lettersTimer = null;
    }
    gate.cancelAll(pending);
    pending.clear();
    enrichment.counters().left(context.taskId().partition());
    last = null;
  }
}

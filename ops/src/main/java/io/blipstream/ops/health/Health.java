package io.blipstream.ops.health;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams.State;

/**
 * Judges signs. A process that rebalances is not ready and lives; one whose stream threads gave up,
 * or whose engine has stood still for far longer than tasks wait for it, is dead, and only a
 * restart helps. A broker that is away makes nobody dead: restarting would not bring it back.
 *
 * <p>Any thread.
 */
final class Health {
  /** Tasks are given up after one patience; an engine that is still silent then does not mend. */
  private static final int PATIENCES = 4;

  private final Duration patience;

  /** Empty until there is a pipeline. */
  private volatile Optional<Supplier<Signs>> signs = Optional.empty();

  private volatile boolean started;
  private volatile boolean stopping;

  /**
   * @param patience how long the engine may be silent
   */
  Health(Duration patience) {
    this.patience = requireNonNull(patience, "patience");
  }

  /** From now on there is a pipeline. */
  void watch(Supplier<Signs> of) {
    signs = Optional.of(of);
  }

  /** From now on it is not ready: an orderly end has begun. */
  void stopping() {
    stopping = true;
  }

  /** Whether to leave it running. */
  Verdict live() {
    if (signs.isEmpty() || stopping) {
      return new Verdict(List.of(new Check("process", true, phase())));
    }
    Signs now = signs.get().get();
    boolean gaveUp =
        now.streams() == State.ERROR
            || now.streams() == State.PENDING_ERROR
            || now.streams() == State.NOT_RUNNING;
    return new Verdict(
        List.of(
            new Check("streams", !gaveUp, now.streams().name()),
            engine(now, patience.multipliedBy(PATIENCES))));
  }

  /** Whether it answers events now. */
  Verdict ready() {
    if (signs.isEmpty() || stopping) {
      return new Verdict(List.of(new Check("process", false, phase())));
    }
    Signs now = signs.get().get();
    return new Verdict(
        List.of(
            new Check("streams", now.streams() == State.RUNNING, now.streams().name()),
            engine(now, patience),
            new Check("broker", now.brokerFault().isEmpty(), now.brokerFault().orElse("answers"))));
  }

  /** Whether it was running once; a later rebalance does not undo that. */
  Verdict started() {
    if (!started && signs.isPresent()) {
      started = signs.get().get().streams() == State.RUNNING;
    }
    return new Verdict(List.of(new Check("process", started, started ? "started" : phase())));
  }

  private String phase() {
    if (stopping) {
      return "ending in order";
    }
    return signs.isEmpty() ? "loading the model" : "joining the group";
  }

  private static Check engine(Signs now, Duration atMost) {
    boolean moves = now.silence().compareTo(atMost) <= 0;
    return new Check(
        "engine", moves, moves ? "moves" : "silent for " + now.silence().toSeconds() + " s");
  }
}

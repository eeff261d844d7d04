package io.blipstream.topology.fetch;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.Reply;
import io.blipstream.topology.shadow.Answerer;
import io.blipstream.topology.shadow.Inquiry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Brings the pictures of an event, then has it answered. Where one cannot be brought, the event is
 * rejected with its fault; a fault that may pass has the whole asked again later, by whoever asks.
 *
 * <p>Stands before models on trial: all of them see the same bytes.
 */
public final class Fetching implements Answerer {
  private final Answerer behind;
  private final PictureFetcher fetcher;
  private final Duration atMost;
  private final Clock clock;
  private final HeldBytes held;

  /**
   * @param fetcher stays the caller's
   * @param atMost how long one attempt at a picture may take
   * @param heldBytes of fetched pictures in all, until their answers are there
   */
  public Fetching(
      Answerer behind, PictureFetcher fetcher, Duration atMost, long heldBytes, Clock clock) {
    this.behind = requireNonNull(behind, "behind");
    this.fetcher = requireNonNull(fetcher, "fetcher");
    this.atMost = requireNonNull(atMost, "atMost");
    this.clock = requireNonNull(clock, "clock");
    this.held = new HeldBytes(heldBytes);
  }

  @Override
  public CompletableFuture<Reply> ask(Inquiry inquiry) {
    if (inquiry.request().whole()) {
      return behind.ask(inquiry);
    }
    Duration left =
        inquiry
            .request()
            .deadline()
            .map(deadline -> Duration.between(clock.instant(), deadline))
            .filter(rest -> rest.compareTo(atMost) < 0)
            .orElse(atMost);
    return new Fetched(inquiry, behind, held, clock).start(fetcher, left);
  }

  @Override
  public Duration silence() {
    return behind.silence();
  }

  /** Bytes of fetched pictures that are kept now. */
  public long heldBytes() {
    return held.held();
  }
}

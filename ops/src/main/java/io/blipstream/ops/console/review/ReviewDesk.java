package io.blipstream.ops.console.review;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConsoleKeys;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.Flag;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import io.blipstream.topology.Topics;
import io.blipstream.topology.feedback.FeedbackPublisher;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What people are to look at in a cluster; what they say goes to the topic of feedback. Any thread.
 */
final class ReviewDesk implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Topics topics;
  private final Set<String> veiledFeeds;
  private final Unsure unsure;
  private final Flagged flagged;
  private final FeedbackPublisher feedback;

  ReviewDesk(Configuration configuration, Unsure unsure, Clock clock) {
    this.topics = PipelineSettings.topics(configuration);
    this.veiledFeeds = ConsoleKeys.blurred(configuration);
    this.unsure = requireNonNull(unsure, "unsure");
    this.flagged = new Flagged(configuration);
    SpecificAvroSerializer<Feedback> serializer = new SpecificAvroSerializer<>();
    serializer.configure(configuration.registry(), false);
    this.feedback =
        FeedbackPublisher.open(configuration.kafka(), serializer, topics.feedback(), clock);
  }

  /** What is flagged first, then what is unsure; of each the newest first. */
  Map<String, Object> queue() {
    List<ReviewItem> flags = new ArrayList<>();
    flagged.all().forEach((name, flag) -> flags.add(ReviewItem.of(name, flag)));
    Collections.reverse(flags);
    List<ReviewItem> results = new ArrayList<>();
    for (Result each : unsure.all()) {
      results.add(ReviewItem.of(each, unsure.below(), veiledFeeds.contains(each.getFeed())));
    }
    Collections.reverse(results);
    Map<String, Object> queue = new LinkedHashMap<>();
    queue.put("below", unsure.below());
    queue.put("flags", flags);
    queue.put("results", results);
    return queue;
  }

  /**
   * Says what would have been right; returns when the broker has it.
   *
   * @throws IllegalArgumentException where nothing of that name waits, or the text cannot be
   */
  Feedback say(String name, String rightText, String who) throws InterruptedException {
    Optional<Result> result = unsure.get(name);
    Optional<Flag> flag = result.isPresent() ? Optional.empty() : flagged.get(name);
    if (result.isEmpty() && flag.isEmpty()) {
      throw new IllegalArgumentException("somebody else has looked, or it is gone");
    }
    flag.ifPresent(each -> requireCandidate(each, rightText));
    Feedback said =
        sent(
            result.isPresent()
                ? feedback.publish(result.get(), rightText, who)
                : feedback.publish(flag.get(), topics.imageEvents(), rightText, who));
    unsure.settle(name);
    if (flag.isPresent()) {
      flagged.settle(name);
    }
    return said;
  }

  /** Anything else would leave the verdict as it stands, while this page had it settled. */
  private static void requireCandidate(Flag flag, String rightText) {
    List<String> candidates = ReviewItem.candidates(flag);
    if (!candidates.isEmpty() && !candidates.contains(rightText.strip())) {
      throw new IllegalArgumentException(
          flag.getPolicy() + " is answered with one of: " + String.join(", ", candidates));
    }
  }

  private static Feedback sent(CompletableFuture<Feedback> sending) throws InterruptedException {
    try {
      return sending.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new RetriableException(
          FaultCode.BROKER_UNAVAILABLE, "the broker does not take the feedback", e);
    }
  }

  @Override
  public void close() {
    feedback.close();
    flagged.close();
  }
}

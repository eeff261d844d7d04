package io.blipstream.ops.deadletters;

import static java.util.stream.Collectors.toSet;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.deadletters.Originals.OriginalRecord;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the originals of dead letters back into the topic they came from. Of one thread.
 *
 * <p>The whole record goes back, byte for byte, also where one of several instructions had failed:
 * the others are answered again, under the same keys. To send only what failed was rejected, since
 * that would be another record than the producer's.
 */
public final class Replayer implements AutoCloseable {
  private final Configuration configuration;
  private final LetterReader reader;
  private final Clock clock;

  private Replayer(Configuration configuration, LetterReader reader, Clock clock) {
    this.configuration = configuration;
    this.reader = reader;
    this.clock = clock;
  }

  /** On the cluster that a configuration names. */
  public static Replayer open(Configuration configuration, Clock clock) {
    return new Replayer(configuration, LetterReader.open(configuration), clock);
  }

  /**
   * Looks, and changes nothing.
   *
   * @param again takes also what was put back before
   * @param limit most records
   * @throws FatalException with {@link FaultCode#USAGE} where there are more
   */
  public ReplayPlan plan(Selection selection, boolean again, int limit) {
    String topic = PipelineSettings.topics(configuration).imageEvents();
    Map<String, Chosen> byOrigin = new LinkedHashMap<>();
    int[] foreign = {0};
    reader.each(
        selection,
        letter -> {
          if (letter.origin().getTopic().equals(topic)) {
            byOrigin.merge(letter.originName(), Chosen.of(letter), Chosen::and);
          } else {
            foreign[0]++;
          }
          return byOrigin.size() <= limit;
        });
    if (byOrigin.size() > limit) {
      throw new FatalException(
          FaultCode.USAGE,
          "more than " + limit + " records are chosen; choose fewer, or raise --limit");
    }
    List<Chosen> chosen = new ArrayList<>(byOrigin.values());
    chosen.sort(Comparator.comparing((Chosen each) -> each.letter().place()));
    if (!again) {
      Map<String, Instant> last = reader.ledger().lastReplays(byOrigin.keySet());
      chosen.removeIf(each -> isReplayed(each, last));
    }
    return new ReplayPlan(chosen, byOrigin.size() - chosen.size(), foreign[0]);
  }

  /**
   * Does it. A record and its entry in the ledger are committed together: a replay that is cut off
   * is finished by the same command once more.
   *
   * @param again as the plan was made
   */
  public ReplayReport execute(ReplayPlan plan, boolean again, Pace pace)
      throws InterruptedException {
    int topicTakes = topicTakes();
    Originals originals = new Originals(reader);
    int replayed = 0;
    int meanwhile = 0;
    int gone = 0;
    int tooLong = 0;
    // Opened first: from here on another replay is fenced off, and the ledger is the last word.
    try (ReplayProducer producer = ReplayProducer.open(configuration, topicTakes, clock)) {
      Map<String, Instant> last = again ? Map.of() : reader.ledger().lastReplays(origins(plan));
      for (Chosen each : plan.chosen()) {
        if (isReplayed(each, last)) {
          meanwhile++;
          continue;
        }
        Optional<OriginalRecord> original = originals.of(each.letter());
        if (original.isEmpty()) {
          gone++;
        } else if (original.get().size() > topicTakes) {
          tooLong++;
        } else {
          pace.await(producer::commit);
          producer.put(each, original.get());
          replayed++;
        }
      }
      producer.commit();
    }
    return new ReplayReport(replayed, meanwhile, gone, tooLong);
  }

  @Override
  public void close() {
    reader.close();
  }

  private int topicTakes() {
    try (Cluster cluster = Cluster.of(configuration.kafka())) {
      return cluster.largestMessage(PipelineSettings.topics(configuration).imageEvents());
    }
  }

  private static Set<String> origins(ReplayPlan plan) {
    return plan.chosen().stream().map(each -> each.letter().originName()).collect(toSet());
  }

  /** A letter that is younger than the replay belongs to another record at the same offset. */
  private static boolean isReplayed(Chosen chosen, Map<String, Instant> last) {
    Instant replayed = last.get(chosen.letter().originName());
    return replayed != null && !replayed.isBefore(chosen.letter().failedAt());
  }
}

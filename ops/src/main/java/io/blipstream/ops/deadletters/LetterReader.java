package io.blipstream.ops.deadletters;

import static java.util.stream.Collectors.toSet;

import io.blipstream.ops.cluster.CommittedRecords;
import io.blipstream.ops.cluster.CommittedRecords.Range;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Original;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads dead letters backwards, from where each partition ends at the call: what is looked for is
 * mostly young, and a topic may hold more than anyone waits for. Of one thread.
 */
public final class LetterReader implements AutoCloseable {
  /** The letters of one record stand together; how far back the first of them is looked for. */
  private static final long WIDEST_RECORD = 1_024;

  private static final Comparator<Letter> NEWEST_FIRST =
      Comparator.comparing(Letter::failedAt).reversed().thenComparing(Letter::place);

  private final CommittedRecords records;
  private final Decoding decoding;
  private final Ledger ledger;
  private final String topic;
  private long unreadable;

  private LetterReader(CommittedRecords records, Decoding decoding, Ledger ledger, String topic) {
    this.records = records;
    this.decoding = decoding;
    this.ledger = ledger;
    this.topic = topic;
  }

  /** On the cluster that a configuration names. */
  public static LetterReader open(Configuration configuration) {
    return CommittedRecords.said(
        () -> {
          Decoding decoding = Decoding.of(configuration.registry());
          CommittedRecords records = CommittedRecords.open(configuration.kafka());
          return new LetterReader(
              records,
              decoding,
              Ledger.of(configuration, records),
              PipelineSettings.topics(configuration).deadLetters());
        });
  }

  /** Records of the topic that are no dead letters, as far as was read. */
  public long unreadable() {
    return unreadable;
  }

  /** The newest of them, newest first. */
  public List<Letter> newest(Selection selection, int limit) {
    List<Letter> found = new ArrayList<>();
    for (Map.Entry<TopicPartition, Range> each : records.ranges(topic).entrySet()) {
      List<Letter> ofPartition = new ArrayList<>();
      if (limit > 0) {
        walk(selection)
            .back(
                each.getKey(),
                each.getValue(),
                letter -> {
                  ofPartition.add(letter);
                  return ofPartition.size() < limit;
                });
      }
      found.addAll(ofPartition);
    }
    return found.stream().sorted(NEWEST_FIRST).limit(limit).toList();
  }

  /**
   * Shows every one of them, the youngest of each partition first.
   *
   * @param visitor says whether to go on
   */
  public void each(Selection selection, Predicate<Letter> visitor) {
    boolean[] on = {true};
    Predicate<Letter> goesOn = letter -> on[0] = visitor.test(letter);
    if (!selection.places().isEmpty()) {
      for (Place place : selection.places()) {
        Optional<Letter> letter = letter(place).filter(selection::matches);
        if (letter.isPresent() && !goesOn.test(letter.get())) {
          return;
        }
      }
      return;
    }
    for (Map.Entry<TopicPartition, Range> each : records.ranges(topic).entrySet()) {
      walk(selection).back(each.getKey(), each.getValue(), goesOn);
      if (!on[0]) {
        return;
      }
    }
  }

  /** The letter at a place, without its original; empty where there is none. */
  public Optional<Letter> letter(Place place) {
    return content(place).map(letter -> summary(place, letter));
  }

  /** The whole letter at a place. */
  public Optional<DeadLetter> content(Place place) {
    return records.at(partition(place), place.offset()).flatMap(this::decoded);
  }

  /** The event in a letter; empty where it is not there or cannot be read. */
  public Optional<ImageEvent> event(DeadLetter letter) {
    return letter.getFault().equals(FaultCode.RECORD_UNREADABLE.code())
        ? Optional.empty()
        : decoding.event(letter);
  }

  /** The letter that holds a letter's original: itself or an earlier one; empty where none does. */
  public Optional<DeadLetter> original(Letter letter) {
    return switch (letter.original()) {
      case HERE -> content(letter.place());
      case EARLIER -> first(letter);
      case LEFT_OUT, UNKNOWN -> Optional.empty();
    };
  }

  private Optional<DeadLetter> first(Letter letter) {
    DeadLetter[] found = new DeadLetter[1];
    long end = letter.place().offset();
    records.visit(
        partition(letter.place()),
        new Range(Math.max(0, end - WIDEST_RECORD), end),
        record ->
            decoded(record)
                .filter(each -> each.getOrigin().equals(letter.origin()))
                .filter(each -> each.getOriginal() == Original.HERE)
                .ifPresent(each -> found[0] = each));
    return Optional.ofNullable(found[0]);
  }

  /**
   * When these were put back; those that were not are not in it. Where nothing ever was, the topic
   * that says so may be missing.
   */
  public Map<Place, Instant> replayed(List<Letter> letters) {
    Map<String, Instant> last =
        ledger.exists()
            ? ledger.lastReplays(letters.stream().map(Letter::originName).collect(toSet()))
            : Map.of();
    Map<Place, Instant> replayed = new HashMap<>();
    for (Letter letter : letters) {
      Optional.ofNullable(last.get(letter.originName()))
          .filter(at -> !at.isBefore(letter.failedAt()))
          .ifPresent(at -> replayed.put(letter.place(), at));
    }
    return replayed;
  }

  Ledger ledger() {
    return ledger;
  }

  CommittedRecords records() {
    return records;
  }

  @Override
  public void close() {
    records.close();
  }

  private BackwardWalk walk(Selection selection) {
    return new BackwardWalk(
        records,
        record -> decoded(record).map(content -> summary(place(record), content)),
        selection);
  }

  private Optional<DeadLetter> decoded(ConsumerRecord<byte[], byte[]> record) {
    Optional<DeadLetter> letter = decoding.letter(record);
    if (letter.isEmpty()) {
      unreadable++;
    }
    return letter;
  }

  private Letter summary(Place place, DeadLetter content) {
    return Letter.of(place, content, event(content));
  }

  private TopicPartition partition(Place place) {
    return new TopicPartition(topic, place.partition());
  }

  private static Place place(ConsumerRecord<byte[], byte[]> record) {
    return new Place(record.partition(), record.offset());
  }
}

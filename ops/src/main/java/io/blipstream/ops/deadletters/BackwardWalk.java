package io.blipstream.ops.deadletters;

import io.blipstream.ops.cluster.CommittedRecords;
import io.blipstream.ops.cluster.CommittedRecords.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Goes through a partition from its end to its beginning, in windows that are read forwards: small
 * ones first, for whoever wants only a few letters, larger ones for whoever wants all.
 *
 * @param letterOf empty for a record that is no letter
 */
record BackwardWalk(
    CommittedRecords records,
    Function<ConsumerRecord<byte[], byte[]>, Optional<Letter>> letterOf,
    Selection selection) {
  private static final long FIRST_WINDOW = 64;
  private static final long LARGEST_WINDOW = 65_536;

  /**
   * Shows what is selected, the youngest first.
   *
   * @param visitor says whether to go on
   */
  void back(TopicPartition partition, Range range, Predicate<Letter> visitor) {
    long window = FIRST_WINDOW;
    long end = range.end();
    while (end > range.begin()) {
      long begin = Math.max(range.begin(), end - window);
      Window seen = new Window();
      records.visit(
          partition,
          new Range(begin, end),
          record -> letterOf.apply(record).ifPresent(letter -> seen.note(letter, selection)));
      Collections.reverse(seen.selected);
      for (Letter letter : seen.selected) {
        if (!visitor.test(letter)) {
          return;
        }
      }
      if (seen.tooOld) {
        return;
      }
      end = begin;
      window = Math.min(4 * window, LARGEST_WINDOW);
    }
  }

  /** What one window holds. */
  private static final class Window {
    private final List<Letter> selected = new ArrayList<>();
    private boolean tooOld;

    private void note(Letter letter, Selection selection) {
      tooOld = tooOld || selection.endsBefore(letter);
      if (selection.matches(letter)) {
        selected.add(letter);
      }
    }
  }
}

package io.blipstream.ops.console.letters;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.deadletters.Letter;
import io.blipstream.ops.deadletters.LetterGroups;
import io.blipstream.ops.deadletters.LetterReader;
import io.blipstream.ops.deadletters.LetterView;
import io.blipstream.ops.deadletters.Pace;
import io.blipstream.ops.deadletters.Place;
import io.blipstream.ops.deadletters.ReplayPlan;
import io.blipstream.ops.deadletters.ReplayReport;
import io.blipstream.ops.deadletters.Replayer;
import io.blipstream.ops.deadletters.Selection;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Looks into the dead letters of a cluster, and puts some back. Any thread; one at a time reads.
 */
final class LetterDesk implements AutoCloseable {
  /** What a page shows of them. */
  static final int MOST_SHOWN = 300;

  /** Records that one action puts back; the command is for more. */
  static final int MOST_REPLAYED = 10_000;

  private final Configuration configuration;
  private final Clock clock;

  /** Guarded by this. */
  private final LetterReader reader;

  LetterDesk(Configuration configuration, Clock clock) {
    this.configuration = requireNonNull(configuration, "configuration");
    this.clock = requireNonNull(clock, "clock");
    this.reader = LetterReader.open(configuration);
  }

  /** The newest ones, and these by their faults. */
  synchronized Map<String, Object> newest() {
    List<Letter> letters = reader.newest(Selection.ALL, MOST_SHOWN);
    Map<Place, Instant> replayed = reader.replayed(letters);
    LetterGroups groups = new LetterGroups(LetterGroups.By.FAULT);
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Letter letter : letters) {
      groups.add(letter);
      Map<String, Object> view = LetterView.of(letter);
      Optional.ofNullable(replayed.get(letter.place()))
          .ifPresent(at -> view.put("replayed_at", at.toString()));
      shown.add(view);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("most", MOST_SHOWN);
    all.put("faults", groups.largestFirst().stream().map(LetterDesk::view).toList());
    all.put("letters", shown);
    return all;
  }

  /** One with all that it holds. */
  synchronized Optional<Map<String, Object>> whole(Place place) {
    Optional<DeadLetter> content = reader.content(place);
    return reader
        .letter(place)
        .map(
            letter ->
                LetterView.of(
                    letter,
                    content.flatMap(DeadLetter::getKey),
                    content.map(DeadLetter::getHeaders).orElse(List.of()),
                    event(letter)));
  }

  /** The first picture of its event, as somebody sent it. */
  synchronized Optional<byte[]> picture(Place place) {
    return reader
        .letter(place)
        .flatMap(this::event)
        .flatMap(event -> LetterView.pictures(event).stream().findFirst().flatMap(each -> each))
        .map(LetterDesk::copy);
  }

  /** What putting them back would do. */
  Map<String, Object> plan(Selection selection) {
    try (Replayer replayer = Replayer.open(configuration, clock)) {
      ReplayPlan plan = replayer.plan(selection, false, MOST_REPLAYED);
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("records", plan.records());
      view.put("letters", plan.letters());
      view.put("replayed_before", plan.replayedBefore());
      view.put("foreign", plan.foreign());
      view.put("originals_elsewhere", plan.originalsElsewhere());
      view.put("deadlines_over", plan.deadlinesOver(clock.instant()));
      return view;
    }
  }

  /** Puts them back. */
  ReplayReport replay(Selection selection) throws InterruptedException {
    try (Replayer replayer = Replayer.open(configuration, clock)) {
      ReplayPlan plan = replayer.plan(selection, false, MOST_REPLAYED);
      return replayer.execute(plan, false, Pace.of(OptionalDouble.empty()));
    }
  }

  @Override
  public synchronized void close() {
    reader.close();
  }

  private Optional<ImageEvent> event(Letter letter) {
    return reader.original(letter).flatMap(reader::event);
  }

  private static Map<String, Object> view(LetterGroups.Group group) {
    return Map.of(
        "fault", group.name(),
        "letters", group.letters(),
        "first", group.first().toString(),
        "last", group.last().toString());
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}

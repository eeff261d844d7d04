package io.blipstream.ops.console.wall;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.console.stream.Broadcast;
import io.blipstream.ops.console.stream.Listener;
import io.blipstream.ops.console.stream.Told;
import io.blipstream.schemas.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** The newest results, so many at most, and who is told of the next. Any thread. */
final class RecentResults {
  static final int MOST = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> veiledFeeds;
  private final Truths truths;
  private final Broadcast broadcast = new Broadcast();

  /** Guarded by this, as is the next. */
  private final Deque<Told> kept = new ArrayDeque<>();

  private long number;

  /**
   * @param veiledFeeds whose pictures are shown only to whoever points at them
   */
  RecentResults(Set<String> veiledFeeds, Truths truths) {
    this.veiledFeeds = Set.copyOf(veiledFeeds);
    this.truths = requireNonNull(truths, "truths");
  }

  synchronized void add(Result result) {
    Shown shown =
        Shown.of(++number, result, veiledFeeds.contains(result.getFeed()), truths.of(result));
    Told told = new Told(Long.toString(number), "result", json(shown));
    kept.addLast(told);
    if (kept.size() > MOST) {
      kept.removeFirst();
    }
    broadcast.tell(told);
  }

  /** What is kept of a higher number, the oldest first, and who hears of all that follows. */
  synchronized Following after(long seen) {
    // Numbers begin anew with the process: a browser may have seen higher ones.
    long from = seen > number ? 0 : seen;
    return new Following(
        kept.stream().filter(told -> Long.parseLong(told.id()) > from).toList(),
        broadcast.listen());
  }

  /** What was, and what is to come. */
  record Following(List<Told> before, Listener next) {}

  private static String json(Shown shown) {
    try {
      return JSON.writeValueAsString(shown);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

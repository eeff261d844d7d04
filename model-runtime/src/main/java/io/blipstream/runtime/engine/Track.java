package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.engine.network.SoftPrompt;
import io.blipstream.runtime.engine.schedule.BatchLimit;
import io.blipstream.runtime.engine.schedule.LengthGroup;
import io.blipstream.runtime.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The way of requests through one worker, a batch at a time: seen → softened → spoken. The urgent
 * have one of their own, so that the language model can stop for them between two steps. Owned by
 * the worker's thread.
 *
 * <p>It pulls: the rows of the language model are filled before the next token is said, since rows
 * that stand empty are what costs throughput; but not for a row or two, which would make the
 * batches of the earlier stages small.
 */
final class Track {
  /** A part of the language model's rows that is worth filling. */
  private static final int WORTH_FILLING = 8;

  private final boolean urgent;
  private final Network network;
  private final PreparedQueue prepared;
  private final Looking looking;
  private final Isolation isolation;
  private final Speaking speaking;
  private final BatchLimit softening;
  private final Sizes sizes;
  private final EngineCounters counters;
  private final List<Question> seen = new ArrayList<>();
  private final List<Question> softened = new ArrayList<>();

  /** In no list while they are worked on. */
  private List<PreparedRequest> looked = List.of();

  Track(boolean urgent, Worker.Parts parts, Speaking speaking, Looking looking, Sizes sizes) {
    this.urgent = urgent;
    this.network = parts.network();
    this.prepared = parts.prepared();
    this.isolation = parts.isolation();
    this.counters = parts.counters();
    this.softening = parts.softening();
    this.speaking = speaking;
    this.looking = looking;
    this.sizes = sizes;
  }

  /** Whether there is anything that could be done now. */
  boolean hasWork() {
    return !idle() || prepared.has(urgent);
  }

  /** Whether nothing has begun. */
  boolean idle() {
    return seen.isEmpty() && softened.isEmpty() && speaking.idle();
  }

  /** Does one batch of whatever stage is the most useful. */
  void work() {
    drop(seen);
    drop(softened);
    int wanted = wanted();
    if (wanted > 0 && rows(softened) < wanted) {
      boolean start = idle() ? prepared.has(urgent) : prepared.worthStarting(urgent, true);
      if (start && rows(seen) + rows(softened) < wanted) {
        look(wanted);
        return;
      }
      if (!seen.isEmpty()) {
        soften();
        return;
      }
    }
    if (wanted > 0 && !softened.isEmpty()) {
      admit();
    } else if (!speaking.idle()) {
      softened.addAll(0, speaking.step());
    }
  }

  /** Rows to be filled now; one that alone is larger than all may come when all are free. */
  private int wanted() {
    int room = speaking.room();
    return urgent || speaking.idle() || WORTH_FILLING * room >= speaking.most() ? room : 0;
  }

  private void look(int wanted) {
    int pictures = sizes.pictures(urgent);
    looked = prepared.take(urgent, pictures, wanted + speaking.most() / 2);
    List<PreparedRequest> now = new ArrayList<>();
    for (PreparedRequest request : looked) {
      if (request.pending().overAt(sizes.now())) {
        request.close();
      } else {
        now.add(request);
      }
    }
    if (now.isEmpty()) {
      looked = List.of();
      return;
    }
    int unseen = now.stream().mapToInt(PreparedRequest::unseen).sum();
    counters.ended(unseen >= pictures ? sizes.reason(urgent) : BatchEnd.DRAINED);
    long begin = System.nanoTime();
    Looking.Result result = looking.look(now);
    if (result.looked() > 0) {
      sizes.took(Stage.VISION, result.looked(), System.nanoTime() - begin);
    }
    seen.addAll(result.questions());
    looked = List.of();
  }

  private void soften() {
    int most = Math.min(softening.now(), sizes.prompts(Stage.QFORMER, urgent));
    List<Question> group =
        group(seen, question -> network.queries() + question.instructionLength(), any -> 1, most);
    isolation.run(group, softening, this::soften, this::blame);
    seen.removeAll(group);
  }

  private void soften(List<Question> part) {
    long begin = System.nanoTime();
    List<SoftPrompt> soft = network.soften(part.stream().map(Question::sight).toList());
    long nanos =
        counters.ran(Stage.QFORMER, part.size(), begin, part.stream().map(Question::pending));
    sizes.took(Stage.QFORMER, part.size(), nanos);
    for (int i = 0; i < soft.size(); i++) {
      part.get(i).soften(soft.get(i), nanos);
    }
    softened.addAll(part);
  }

  private void blame(Question question, Fault fault) {
    question.fail(new Outcome.Failed(fault));
  }

  private void admit() {
    int room = speaking.idle() ? speaking.most() : speaking.room();
    int most = Math.min(room, sizes.prompts(Stage.READING, urgent));
    List<Question> group =
        group(
            softened,
            question -> question.frames() * network.queries() + question.length(),
            Question::rows,
            most);
    if (!speaking.idle() && rows(group) > room) {
      softened.addAll(0, speaking.step()); // it is too large to join, and waits for all to end
      return;
    }
    softened.removeAll(group);
    group.removeIf(this::late);
    if (!group.isEmpty()) {
      long begin = System.nanoTime();
      softened.addAll(0, speaking.admit(group));
      sizes.took(Stage.READING, group.size(), System.nanoTime() - begin);
    }
  }

  private boolean late(Question question) {
    boolean over = question.pending().overAt(sizes.now());
    if (over) {
      question.close();
    }
    return over;
  }

  /** Those to go together: of equally many frames, of like length. */
  private List<Question> group(
      List<Question> waiting,
      ToIntFunction<Question> length,
      ToIntFunction<Question> rows,
      int most) {
    int frames = waiting.get(0).frames();
    List<Question> alike = waiting.stream().filter(q -> q.frames() == frames).toList();
    List<Question> group = new ArrayList<>(LengthGroup.of(alike, length, rows, most));
    int longest = group.stream().mapToInt(length).max().orElseThrow();
    counters.padded(
        (long) longest * group.size(), group.stream().mapToLong(length::applyAsInt).sum());
    boolean full = group.stream().mapToInt(rows).sum() >= most;
    BatchEnd left = full ? sizes.reason(urgent) : BatchEnd.PADDING;
    counters.ended(group.size() == alike.size() ? BatchEnd.DRAINED : left);
    return group;
  }

  private static void drop(List<Question> questions) {
    questions.removeIf(
        question -> {
          boolean over = question.over();
          if (over) {
            question.close();
          }
          return over;
        });
  }

  private static int rows(List<Question> questions) {
    return questions.stream().mapToInt(Question::rows).sum();
  }

  /** All that has begun and not ended, for when the worker cannot go on. */
  List<PendingRequest> unfinished() {
    List<PendingRequest> all = new ArrayList<>();
    looked.forEach(request -> all.add(request.pending()));
    seen.forEach(question -> all.add(question.pending()));
    softened.forEach(question -> all.add(question.pending()));
    speaking.inside().forEach(question -> all.add(question.pending()));
    return all;
  }

  /** Frees what it holds. */
  void close() {
    List<Question> all = new ArrayList<>(seen);
    all.addAll(softened);
    all.addAll(speaking.inside());
    speaking.close();
    all.forEach(Question::close);
  }
}

package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.engine.network.Session;
import io.blipstream.runtime.engine.schedule.BatchLimit;
import io.blipstream.runtime.fault.Fault;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The language model's batch, which prompts join and leave at every step. Owned by a worker's
 * thread.
 *
 * <p>A session that fails takes the answers of all with it, so they begin again: in smaller batches
 * where memory was short, else by halves until who is to blame is known. The network is
 * deterministic and draws are seeded: who begins again says the same.
 */
final class Speaking implements AutoCloseable {
  private final Network network;
  private final Isolation isolation;
  private final BatchLimit limit;
  private final EngineCounters counters;
  private final Consumer<Question> answered;
  private final Set<Question> inside = new LinkedHashSet<>();
  private Session<Question> session;
  private int reserved;
  private long steps;
  private long rowSteps;

  /**
   * @param limit in rows
   * @param answered is told of every answer, after it was handed in
   */
  Speaking(
      Network network,
      Isolation isolation,
      BatchLimit limit,
      EngineCounters counters,
      Consumer<Question> answered) {
    this.network = network;
    this.isolation = isolation;
    this.limit = limit;
    this.counters = counters;
    this.answered = answered;
  }

  boolean idle() {
    return inside.isEmpty();
  }

  /** Rows that may still join. */
  int room() {
    return Math.max(0, limit.now() - reserved);
  }

  /** Rows that there may be. */
  int most() {
    return limit.now();
  }

  /** Who is being answered. */
  Collection<Question> inside() {
    return List.copyOf(inside);
  }

  /**
   * Lets prompts join.
   *
   * @return those that found no memory, to be tried again when there is more
   */
  List<Question> admit(List<Question> group) {
    try {
      read(group);
      return List.of();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      boolean shortage = isolation.note(e, reserved + rows(group), limit);
      if (shortage && (!inside.isEmpty() || group.size() > 1)) {
        return group;
      }
      isolation.retry(group, limit, this::toTheEnd, Speaking::blame, e);
      return List.of();
    }
  }

  private void read(List<Question> group) {
    session = session == null ? network.session() : session;
    long begin = System.nanoTime();
    session.admit(group.stream().map(question -> question.entry(steps, rowSteps)).toList());
    counters.ran(Stage.READING, group.size(), begin, group.stream().map(Question::pending));
    inside.addAll(group);
    reserved += rows(group);
  }

  /**
   * Says one token in every row, and hands in the answers that are whole.
   *
   * @return those that have to begin again, for want of memory
   */
  List<Question> step() {
    try {
      dropTheUnwanted();
      if (!inside.isEmpty()) {
        say(session, inside);
      }
      return List.of();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      List<Question> all = List.copyOf(inside);
      boolean shortage = isolation.note(e, reserved, limit);
      reset();
      if (shortage && all.size() > 1) {
        return all;
      }
      isolation.retry(all, limit, this::toTheEnd, Speaking::blame, e);
      return List.of();
    }
  }

  private void dropTheUnwanted() {
    List<Question> unwanted = inside.stream().filter(Question::over).toList();
    if (!unwanted.isEmpty()) {
      session.abandon(Question::over);
      unwanted.forEach(
          question -> {
            leave(question);
            question.close();
          });
    }
  }

  private void say(Session<Question> saying, Set<Question> asked) {
    int rows = saying.rows();
    long begin = System.nanoTime();
    List<Session.Ended<Question>> ended = saying.step();
    counters.ran(Stage.SPEAKING, rows, begin, Stream.empty());
    counters.stepped(rows, limit.now());
    steps++;
    rowSteps += rows;
    for (Session.Ended<Question> one : ended) {
      leave(one.ticket());
      asked.remove(one.ticket());
      String text = network.text(one.answer());
      counters.answered(one.ticket().answer(one.answer(), text, steps, rowSteps));
      answered.accept(one.ticket());
    }
  }

  private void leave(Question question) {
    if (inside.remove(question)) {
      reserved -= question.rows();
    }
  }

  /** In a session of their own, so that nobody else is drawn in. */
  private void toTheEnd(List<Question> part) {
    Set<Question> left = new LinkedHashSet<>(part);
    left.removeIf(Question::over);
    if (left.isEmpty()) {
      return;
    }
    try (Session<Question> own = network.session()) {
      own.admit(left.stream().map(question -> question.entry(steps, rowSteps)).toList());
      while (!own.idle()) {
        say(own, left);
      }
    }
  }

  private static void blame(Question question, Fault fault) {
    question.fail(new Outcome.Failed(fault));
  }

  private void reset() {
    close();
    inside.clear();
    reserved = 0;
  }

  private static int rows(List<Question> group) {
    return group.stream().mapToInt(Question::rows).sum();
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}

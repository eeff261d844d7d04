package io.blipstream.runtime.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.language.LanguageModel;
import io.blipstream.runtime.language.LanguageModel.Beginning;
import io.blipstream.runtime.language.LanguageModel.Speech;
import io.blipstream.runtime.language.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decoding that prompts join and leave at any step: those who have ended give their rows up at
 * once, and others take them. Every prompt goes by its own options, greedy beside beams beside
 * draws beside candidates; each is read once, and beams and candidates are rows that continue it.
 * What is answered never depends on who else is there.
 *
 * <p>Owned by one thread, which has called {@link
 * io.blipstream.runtime.kernel.PyTorch#prepareThread()}. After an exception from {@link #step} the
 * session is of no more use and must be closed.
 *
 * @param <T> what the owner knows a prompt by
 * @see <a href="https://www.usenix.org/conference/osdi22/presentation/yu">Orca: A Distributed
 *     Serving System for Transformer-Based Generative Models, section 3.2</a>
 */
public final class DecodingSession<T> implements AutoCloseable {
  private final NDManager manager;
  private final LanguageModel model;
  private final Speech speech;
  private final Scores scores;
  private final EarlyStopping stopping;
  private List<Slot<T>> speaking = new ArrayList<>();

  /** Answers that were over before the next step began. */
  private List<Ended<T>> ended = new ArrayList<>();

  DecodingSession(NDManager manager, LanguageModel model, Scores scores, EarlyStopping stopping) {
    this.manager = manager;
    this.model = model;
    this.speech = model.open(manager);
    this.scores = scores;
    this.stopping = stopping;
  }

  /**
   * Lets prompts join. Each is read once, at once; its answer begins with the next step. Where it
   * throws, none has joined and those who speak may go on.
   *
   * @param soft [B, F·K, D] soft prompts; not needed any more once this returns
   * @param prompts B rows of the language model's token ids
   * @param tasks one per prompt
   * @param tickets one per prompt; handed back with its answer
   */
  public void admit(NDArray soft, List<long[]> prompts, List<DecodingTask> tasks, List<T> tickets) {
    int[] longest = tasks.stream().mapToInt(DecodingTask::longest).toArray();
    try (NDManager scratch = manager.newSubManager()) {
      int before = speech.rows();
      Beginning beginning = speech.join(scratch, soft, prompts, longest);
      List<Slot<T>> joining = new ArrayList<>();
      for (int i = 0; i < tasks.size(); i++) {
        Rules rules = Rules.of(tasks.get(i).options(), stopping, model, prompts.get(i));
        Search search = tasks.get(i).search(rules);
        joining.add(new Slot<>(tickets.get(i), search, before + i));
      }
      speaking.addAll(joining);
      if (beginning instanceof Beginning.Saying first) {
        joining.forEach(slot -> slot.begin(first.token()));
      } else if (beginning instanceof Beginning.Known first) {
        choose(scratch, first.logits(), joining, before);
        settle();
      }
    }
  }

  /**
   * Says one token in every row.
   *
   * @return those whose answers ended, in the order in which they joined; their rows are free
   */
  public List<Ended<T>> step() {
    if (!speaking.isEmpty()) {
      long[] tokens = new long[speech.rows()];
      speaking.forEach(slot -> slot.tellTokens(tokens));
      try (NDManager scratch = manager.newSubManager()) {
        choose(scratch, speech.say(scratch, tokens), speaking, 0);
      }
      settle();
    }
    List<Ended<T>> now = ended;
    ended = new ArrayList<>();
    return now;
  }

  /**
   * Drops prompts whose answers nobody waits for any more.
   *
   * @return their tickets
   */
  public List<T> abandon(Predicate<? super T> unwanted) {
    List<Slot<T>> left = new ArrayList<>();
    List<T> dropped = new ArrayList<>();
    for (Slot<T> slot : speaking) {
      if (unwanted.test(slot.ticket())) {
        dropped.add(slot.ticket());
      } else {
        left.add(slot);
      }
    }
    speaking = left;
    settle();
    return dropped;
  }

  /** Rows in the next step: one per prompt, beam or candidate. */
  public int rows() {
    return speech.rows();
  }

  /** Prompts that are being answered. */
  public int prompts() {
    return speaking.size();
  }

  /** Whether a step would do nothing and end nothing. */
  public boolean idle() {
    return speaking.isEmpty() && ended.isEmpty();
  }

  /**
   * Lets every search choose among its rows' next tokens.
   *
   * @param first the row that the first row of the logits belongs to
   */
  private void choose(NDManager scratch, NDArray logits, List<Slot<T>> slots, int first) {
    for (Search.Need need : Search.Need.values()) {
      List<Slot<T>> asking =
          slots.stream()
              .filter(slot -> slot.search().need() == need)
              // in the logits' own order where that can be, so that no row of them is copied
              .sorted(Comparator.comparingInt(slot -> slot.place(0)))
              .toList();
      List<Scores.Row> rows = new ArrayList<>();
      int[] firsts = new int[asking.size()];
      for (int i = 0; i < firsts.length; i++) {
        firsts[i] = rows.size();
        asking.get(i).addRows(rows, first);
      }
      if (!rows.isEmpty()) {
        Choices choices = scores.choices(scratch, logits, need, rows, model.end());
        for (int i = 0; i < firsts.length; i++) {
          asking.get(i).accept(choices, firsts[i]);
        }
      }
    }
  }

  /** Takes out who has ended and brings the speech's rows in line with the searches'. */
  private void settle() {
    List<Slot<T>> left = new ArrayList<>();
    for (Slot<T> slot : speaking) {
      if (slot.search().rows() == 0) {
        ended.add(new Ended<>(slot.ticket(), slot.search().decoded()));
      } else {
        left.add(slot);
      }
    }
    speaking = left;
    Places places =
        Places.of(left.stream().flatMapToInt(slot -> Arrays.stream(slot.parents())).toArray());
    if (!places.changesNothing(speech.rows())) {
      speech.continueFrom(places.from());
    }
    int row = 0;
    for (Slot<T> slot : left) {
      row = slot.take(places.places(), row);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}

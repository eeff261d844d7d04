package io.blipstream.runtime.engine.network;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.model.PromptTokens;
import java.util.List;
import java.util.function.Predicate;

/**
 * A language model that speaks to many prompts at once, and lets in and out at every step. Owned by
 * one thread.
 *
 * @param <T> whatever tells prompts apart
 */
public interface Session<T> extends AutoCloseable {
  /**
   * Reads prompts in one pass. Their first tokens come with the next step. Where it throws, nobody
   * has joined and the others may go on.
   *
   * @param entries of equally many frames; their soft prompts stay the caller's, who may close them
   *     afterwards
   */
  void admit(List<Entry<T>> entries);

  /**
   * Says one token in every row. Where it throws, the session is of no more use.
   *
   * @return whose answers are whole now; they have left
   */
  List<Ended<T>> step();

  /** Lets those go unanswered of whom the test says so. */
  void abandon(Predicate<? super T> unwanted);

  /** Rows that speak now: one per prompt, beam or candidate. */
  int rows();

  /** Whether a step would do nothing. */
  boolean idle();

  @Override
  void close();

  /** One prompt to read. */
  record Entry<T>(T ticket, SoftPrompt soft, PromptTokens prompt, DecodingTask task) {
    public Entry {
      requireNonNull(ticket, "ticket");
      requireNonNull(soft, "soft");
      requireNonNull(prompt, "prompt");
      requireNonNull(task, "task");
    }
  }

  /** One answer. */
  record Ended<T>(T ticket, Decoded answer) {}
}

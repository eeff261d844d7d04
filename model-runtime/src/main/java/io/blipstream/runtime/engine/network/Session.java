package io.blipstream.runtime.engine.network;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.model.PromptTokens;
import java.util.List;

/**
 * A language model that speaks to many prompts at once, and lets in and out at every step. Owned by
 * one thread.
 *
 * <p>A call that fails leaves it in no state to go on: its owner closes it and starts again with
 * another.
 *
 * @param <T> whatever tells prompts apart
 */
public interface Session<T> extends AutoCloseable {
  /**
   * Reads prompts in one pass. Their first tokens come with the next step.
   *
   * @param entries of equally many frames; their soft prompts stay the caller's, who may close them
   *     afterwards
   */
  void admit(List<Entry<T>> entries);

  /**
   * Says one token in every row.
   *
   * @return whose answers are whole now; they have left
   */
  List<Ended<T>> step();

  /** Rows that speak now: one per prompt, beam or candidate. */
  int rows();

  /** Lets one go unanswered. */
  void abandon(T ticket);

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

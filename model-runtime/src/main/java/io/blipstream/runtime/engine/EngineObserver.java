package io.blipstream.runtime.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Is told what an engine does, on the thread that did it: it must be quick, must not block, and
 * must not throw, since a batch would count as failed. Several threads tell at once.
 *
 * <p>Requests are named by what {@link ImageRequest#trace} says; those without are not named.
 */
public interface EngineObserver {
  /** Whoever does not want to know. */
  EngineObserver NONE =
      new EngineObserver() {
        @Override
        public void ran(Batch batch) {}

        @Override
        public void said(Spoken answer) {}
      };

  /** A batch went through a stage. */
  void ran(Batch batch);

  /** The language model has answered a prompt. */
  void said(Spoken answer);

  /** Both are told, this one first. */
  default EngineObserver and(EngineObserver other) {
    EngineObserver one = this;
    return new EngineObserver() {
      @Override
      public void ran(Batch batch) {
        one.ran(batch);
        other.ran(batch);
      }

      @Override
      public void said(Spoken answer) {
        one.said(answer);
        other.said(answer);
      }
    };
  }

  /**
   * A batch of one stage. Of {@link Stage#SPEAKING} it is one step, which names nobody: whoever is
   * in it is told of when the answer is whole.
   *
   * @param begin by {@link System#nanoTime}
   * @param nanos that it took
   * @param items what the stage's items are
   * @param traces of the requests that it was for; of several prompts of a request, as often
   */
  record Batch(Stage stage, long begin, long nanos, int items, List<String> traces) {
    public Batch {
      requireNonNull(stage, "stage");
      traces = List.copyOf(traces);
    }
  }

  /**
   * A prompt's time in the language model.
   *
   * @param trace of its request; empty without one
   * @param begin by {@link System#nanoTime}
   * @param nanos until the answer was whole
   * @param tokens that were said
   * @param batchSize rows of the batch, the mean over the steps
   */
  record Spoken(String trace, long begin, long nanos, int tokens, int batchSize) {
    public Spoken {
      requireNonNull(trace, "trace");
    }
  }
}

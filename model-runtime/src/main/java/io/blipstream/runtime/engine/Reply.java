package io.blipstream.runtime.engine;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.Fault;
import java.util.List;

/** What became of a request. */
public sealed interface Reply {
  /**
   * The picture was read; each prompt has its own outcome.
   *
   * @param model which checkpoint answered
   * @param images what is known of the picture, or of each frame of the clip
   * @param outcomes as many as the request had prompts, in their order
   */
  record Answered(ModelIdentity model, List<ImageFacts> images, List<Outcome> outcomes)
      implements Reply {
    public Answered {
      requireNonNull(model, "model");
      images = List.copyOf(images);
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * Nothing could be done for any prompt: the picture cannot be read, or the deadline had passed.
   */
  record Rejected(Fault fault) implements Reply {
    public Rejected {
      requireNonNull(fault, "fault");
    }
  }
}

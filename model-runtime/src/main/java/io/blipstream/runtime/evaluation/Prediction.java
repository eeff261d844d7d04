package io.blipstream.runtime.evaluation;

import io.blipstream.runtime.data.Sample;
import io.blipstream.runtime.fault.Fault;
import java.util.List;
import java.util.Optional;

/**
 * What a model made of one sample.
 *
 * @param instruction it was asked with
 * @param text what it said, or the wording it found likeliest; empty where it failed
 * @param scores of each choice, higher for likelier; empty of an open question
 * @param fault why there is nothing
 */
public record Prediction(
    Sample sample, String instruction, String text, List<Double> scores, Optional<Fault> fault) {
  public Prediction {
    scores = List.copyOf(scores);
  }

  static Prediction failed(Sample sample, String instruction, Fault fault) {
    return new Prediction(sample, instruction, "", List.of(), Optional.of(fault));
  }
}

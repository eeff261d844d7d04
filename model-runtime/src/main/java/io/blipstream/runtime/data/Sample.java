package io.blipstream.runtime.data;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One thing to learn or to be asked: a picture, the words that go into a template, and what is
 * right.
 *
 * @param id as the data set's files name it
 * @param frames the picture, or the frames of a clip in order
 * @param words what fills a template
 * @param answers what people said, at least one unless there are choices
 * @param choices closed answers, each in one or several wordings; empty for an open question
 * @param right index of the right choice
 */
public record Sample(
    String id,
    List<Path> frames,
    Map<Slot, String> words,
    List<String> answers,
    List<List<String>> choices,
    OptionalInt right) {
  public Sample {
    requireNonNull(id, "id");
    frames = List.copyOf(frames);
    words = words.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(words));
    answers = List.copyOf(answers);
    choices = choices.stream().map(List::copyOf).toList();
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("has no picture");
    }
    if (answers.isEmpty() && right.isEmpty()) {
      throw new IllegalArgumentException("has no answer");
    }
    if (right.isPresent() && (right.getAsInt() < 0 || right.getAsInt() >= choices.size())) {
      throw new IllegalArgumentException(
          "says that choice " + right.getAsInt() + " of " + choices.size() + " is right");
    }
    if (choices.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("has a choice without words");
    }
  }

  /** What the model should say, any of them: people's answers, else the right choice. */
  public List<String> targets() {
    return answers.isEmpty() ? List.of(choices.get(right.orElseThrow()).get(0)) : answers;
  }
}

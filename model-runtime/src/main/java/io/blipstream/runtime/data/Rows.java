package io.blipstream.runtime.data;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** From rows with plain columns to samples. */
final class Rows {
  /** As the paper's code base has it: more would fill the instruction. */
  private static final int MOST_OCR_TOKENS = 30;

  private final Pictures pictures;
  private final Map<String, List<String>> verbalisers;

  Rows(Pictures pictures, Map<String, List<String>> verbalisers) {
    this.pictures = pictures;
    this.verbalisers = verbalisers;
  }

  Sample sample(Row row, List<String> answers, Optional<List<String>> ocr) {
    Map<Slot, String> words = words(row);
    ocr.ifPresent(
        read ->
            words.put(
                Slot.OCR,
                String.join(", ", read.subList(0, Math.min(read.size(), MOST_OCR_TOKENS)))));
    boolean labelled = !verbalisers.isEmpty() && row.has("label");
    List<List<String>> choices =
        labelled
            ? List.copyOf(verbalisers.values())
            : row.texts("choices").stream().map(List::of).toList();
    OptionalInt right = labelled ? label(row) : row.index("right");
    return checked(
        row.has("id") ? row.text("id") : row.key().isEmpty() ? row.place() : row.key(),
        pictures.of(row),
        words,
        answers,
        choices,
        right);
  }

  static Sample checked(
      String id,
      List<Path> frames,
      Map<Slot, String> words,
      List<String> answers,
      List<List<String>> choices,
      OptionalInt right) {
    try {
      return new Sample(id, frames, words, answers, choices, right);
    } catch (IllegalArgumentException e) {
      throw new BrokenRow(e.getMessage());
    }
  }

  private static Map<Slot, String> words(Row row) {
    Map<Slot, String> words = new EnumMap<>(Slot.class);
    Map.of(
            "question", Slot.QUESTION,
            "context", Slot.CONTEXT,
            "history", Slot.HISTORY,
            "text", Slot.TEXT)
        .forEach(
            (column, slot) -> {
              boolean blank = row.at(column).asText().isBlank();
              if (row.has(column) && !(blank && slot == Slot.QUESTION)) {
                // Many a picture needs no context: the template's word stands alone then.
                words.put(slot, blank ? "" : row.text(column));
              }
            });
    return words;
  }

  private OptionalInt label(Row row) {
    String label = row.text("label");
    List<String> labels = List.copyOf(verbalisers.keySet());
    return IntStream.range(0, labels.size())
        .filter(i -> labels.get(i).equals(label))
        .findFirst()
        .stream()
        .boxed()
        .map(OptionalInt::of)
        .findFirst()
        .orElseThrow(() -> new BrokenRow("has a label without verbalisers: " + label));
  }
}

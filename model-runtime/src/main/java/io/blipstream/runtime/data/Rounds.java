package io.blipstream.runtime.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.StringJoiner;

/** A dialogue unfolds into one sample a round: the question after all that was said. */
final class Rounds {
  private static final int MOST = 100;

  private Rounds() {}

  /**
   * @param questions by number
   * @param answers by number
   */
  static List<Sample> samples(
      Row row, Pictures pictures, List<String> questions, List<String> answers) {
    JsonNode rounds = row.at("dialog");
    if (!rounds.isArray() || rounds.isEmpty() || rounds.size() > MOST) {
      throw new BrokenRow("has no dialogue of 1 to " + MOST + " rounds");
    }
    List<Path> frames = pictures.of(row);
    StringJoiner history = new StringJoiner(" ");
    history.add(row.text("caption"));
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < rounds.size(); i++) {
      JsonNode round = rounds.path(i);
      String question = said(questions, round.path("question"));
      String answer = said(answers, round.path("answer"));
      List<List<String>> choices = new ArrayList<>();
      round.path("answer_options").forEach(each -> choices.add(List.of(said(answers, each))));
      Map<Slot, String> words = new EnumMap<>(Slot.class);
      words.put(Slot.QUESTION, question);
      words.put(Slot.HISTORY, history.toString());
      JsonNode right = round.path("gt_index");
      samples.add(
          Rows.checked(
              row.text("image_id") + "#" + i,
              frames,
              words,
              List.of(answer),
              choices,
              right.isInt() ? OptionalInt.of(right.asInt()) : OptionalInt.empty()));
      history.add(question + "?").add(answer + ".");
    }
    return samples;
  }

  private static String said(List<String> texts, JsonNode number) {
    if (!number.isInt() || number.asInt() < 0 || number.asInt() >= texts.size()) {
      throw new BrokenRow("names a question or an answer that is not there");
    }
    return texts.get(number.asInt());
  }
}

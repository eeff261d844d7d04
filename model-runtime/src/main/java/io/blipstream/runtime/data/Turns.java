package io.blipstream.runtime.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.StringJoiner;

/** A conversation unfolds into one sample for each thing the model said, with what came before. */
final class Turns {
  private static final int MOST = 1_000;

  private Turns() {}

  static List<Sample> samples(Row row, Pictures pictures) {
    JsonNode turns = row.at("conversations");
    if (!turns.isArray() || turns.size() < 2 || turns.size() > MOST) {
      throw new BrokenRow("has no conversation of 2 to " + MOST + " turns");
    }
    List<Path> frames = pictures.of(row);
    List<Sample> samples = new ArrayList<>();
    StringJoiner history = new StringJoiner("\n");
    for (int i = 0; i + 1 < turns.size(); i += 2) {
      String asked = said(turns.path(i), "human").replace("<image>", "").strip();
      String answer = said(turns.path(i + 1), "gpt");
      Map<Slot, String> words = new EnumMap<>(Slot.class);
      words.put(Slot.QUESTION, asked);
      if (history.length() > 0) {
        words.put(Slot.HISTORY, history.toString());
      }
      samples.add(
          Rows.checked(
              row.text("id") + "#" + i / 2,
              frames,
              words,
              List.of(answer),
              List.of(),
              OptionalInt.empty()));
      history.add(asked).add(answer);
    }
    return samples;
  }

  private static String said(JsonNode turn, String who) {
    String text = turn.path("value").asText();
    if (!turn.path("from").asText().equals(who)
        || text.isBlank()
        || text.length() > Row.LONGEST_TEXT) {
      throw new BrokenRow("has a turn that " + who + " did not say");
    }
    return text.strip();
  }
}

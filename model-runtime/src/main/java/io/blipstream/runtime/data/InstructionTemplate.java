package io.blipstream.runtime.data;

import java.util.List;
import java.util.StringJoiner;

/**
 * Words with slots. The picture is not among them: it comes as the soft prompt, which stands before
 * every text.
 *
 * @param text for example {@code Question: {Question} Short answer:}
 */
public record InstructionTemplate(String text) {
  /**
   * The instruction for a sample.
   *
   * @throws IllegalArgumentException where the sample lacks what the template asks for
   */
  public String filled(Sample sample) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    // One pass: what fills a slot is not searched for slots again.
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
      for (Slot slot : Slot.values()) {
        if (open >= at && text.startsWith(slot.mark(), open)) {
          out.append(text, at, open).append(word(sample, slot));
          at = open + slot.mark().length();
        }
      }
    }
    return out.append(text, at, text.length()).toString();
  }

  /** Its slots alone, in their order: the words of a sample without any instruction. */
  public InstructionTemplate bare() {
    StringJoiner slots = new StringJoiner(" ");
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
      for (Slot slot : Slot.values()) {
        if (text.startsWith(slot.mark(), open)) {
          slots.add(slot.mark());
        }
      }
    }
    return new InstructionTemplate(slots.toString());
  }

  private static String word(Sample sample, Slot slot) {
    String word = sample.words().get(slot);
    if (word == null && slot == Slot.OPTIONS && !sample.choices().isEmpty()) {
      return options(sample.choices());
    }
    if (word == null) {
      throw new IllegalArgumentException("has nothing for " + slot.mark());
    }
    return word;
  }

  private static String options(List<List<String>> choices) {
    StringJoiner joined = new StringJoiner(" ");
    for (int i = 0; i < choices.size(); i++) {
      joined.add("(" + letter(i) + ") " + choices.get(i).get(0));
    }
    return joined.toString();
  }

  private static String letter(int index) {
    return index < 26 ? String.valueOf((char) ('a' + index)) : String.valueOf(index + 1);
  }
}

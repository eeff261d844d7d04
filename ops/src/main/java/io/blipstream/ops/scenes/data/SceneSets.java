package io.blipstream.ops.scenes.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Declares the family's data sets, held-in and held-out. */
final class SceneSets {
  private static final String SHORT_ANSWER = "Question: {Question} Short answer:";
  private static final List<String> SHORT_CAPTION =
      List.of(
          "A short image caption:",
          "A short image description:",
          "A photo of",
          "An image that shows",
          "Could you use a few words to describe what you perceive in the photo?",
          "Use a few words to illustrate what is happening in the picture.");
  private static final List<String> LONG_CAPTION =
      List.of(
          "Write a description for the photo.",
          "Write a short description for the image",
          "Provide a description of what is presented in the photo.",
          "Briefly describe the content of the image.",
          "Can you briefly explain what you see in the image?",
          "Please provide a short depiction of the picture.",
          "Using language, provide a short account of the image.");

  private final List<Map<String, Object>> sets = new ArrayList<>();

  /** The sets that every scene has a part in, under their own names or a variation's. */
  SceneSets asked(Part part) {
    boolean heldOut = part.heldOut();
    add(part, "short captions", "captions", SHORT_CAPTION, SHORT_CAPTION.get(0), .5);
    add(part, "captions", "captions", LONG_CAPTION, LONG_CAPTION.get(0), .5);
    List<String> answer = List.of("answer");
    add(part, "open questions", "questions", answer, SHORT_ANSWER, .8);
    add(part, "how many", "questions", answer, SHORT_ANSWER, .3);
    // Matching words with the picture is the hard part, so it is drawn more often.
    add(part, "is there", "yes or no", answer, SHORT_ANSWER, 2);
    add(part, "which way", "yes or no", answer, SHORT_ANSWER, 2.5);
    if (!heldOut) {
      List<String> question = List.of("question");
      Map<String, Object> set = add(part, "asked", "question generation", question, null, .25);
      set.put("generates", "question");
    }
    return this;
  }

  /** Tasks that are never learned. */
  SceneSets heldOutTasks() {
    choice("which is larger", "comparison");
    choice("odd one out", "comparison");
    Map<String, Object> set = choice("multiple choice", "multiple choice");
    set.put("templates", List.of("Question: {Question} Options: {Options}. Short answer:"));
    set.put("prompt", "Question: {Question} Options: {Options}. Short answer:");
    return this;
  }

  Map<String, Object> declaration() {
    return Map.of("datasets", sets);
  }

  private Map<String, Object> choice(String name, String group) {
    Map<String, Object> set = set(name, group, name, true);
    set.put("templates", List.of("answer"));
    set.put("prompt", SHORT_ANSWER);
    set.put("metric", "top-1");
    return set;
  }

  private Map<String, Object> add(
      Part part, String name, String group, List<String> templates, String prompt, double weight) {
    String full = part.suffix().isEmpty() ? name : name + " - " + part.suffix();
    Map<String, Object> set = set(full, group, full, part.heldOut());
    set.put("templates", templates);
    if (prompt != null) {
      set.put("prompt", prompt);
    }
    set.put("metric", "exact");
    set.put("weight", weight);
    return set;
  }

  private Map<String, Object> set(String name, String group, String file, boolean heldOut) {
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("name", name);
    set.put("group", group);
    set.put("held_out", heldOut);
    set.put("form", "rows");
    set.put("files", Map.of("rows", fileName(file)));
    sets.add(set);
    return set;
  }

  static String fileName(String set) {
    return set.replace(" - ", "-").replace(' ', '-') + ".jsonl";
  }
}

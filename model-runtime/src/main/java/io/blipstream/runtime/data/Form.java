package io.blipstream.runtime.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * How a data set's files are written. Most forms are rows with columns and differ in where the rows
 * stand and what the columns are called; the others join or unfold.
 */
public enum Form {
  /**
   * One object a line of a {@code .jsonl}, or the elements of an array, or the fields of an object:
   * {@code image} or {@code frames}, {@code question}, {@code answers}, {@code choices} …
   */
  @JsonProperty("rows")
  ROWS("", "{image}", Map.of()),
  /** COCO's standard annotations: {@code images} and {@code annotations} with a caption each. */
  @JsonProperty("coco-captions")
  COCO_CAPTIONS("", "{file_name}", Map.of()),
  /** COCO in Karpathy's split: pictures with their sentences. */
  @JsonProperty("karpathy-captions")
  KARPATHY_CAPTIONS(
      "images", "{filepath}/{filename}", Map.of("id", "imgid", "answers", "sentences")),
  /** VQAv2 and OK-VQA: {@code questions} and {@code annotations}, joined by the question's id. */
  @JsonProperty("vqa")
  VQA("", "{image_id}", Map.of("id", "question_id")),
  /** A-OKVQA; ScienceQA with other columns: choices, of which one is right. */
  @JsonProperty("multiple-choice")
  MULTIPLE_CHOICE(
      "",
      "{image_id}",
      Map.of(
          "id",
          "question_id",
          "right",
          "correct_choice_idx",
          "answers",
          "direct_answers",
          "context",
          "hint")),
  /** TextVQA and TextCaps: questions or captions where words in the picture were read. */
  @JsonProperty("ocr")
  OCR("data", "{image_id}", Map.of("id", "question_id", "ocr", "ocr_tokens")),
  /** LLaVA-Instruct: turns between a human and a model. */
  @JsonProperty("conversations")
  CONVERSATIONS("", "{image}", Map.of()),
  /** VisDial: rounds of questions about one picture, a hundred answers to choose from. */
  @JsonProperty("dialogues")
  DIALOGUES("data/dialogs", "{image_id}", Map.of()),
  /** MSVD-QA, MSRVTT-QA, iVQA: questions about clips, whose frames lie in a folder each. */
  @JsonProperty("video-questions")
  VIDEO_QUESTIONS("", "{video_id}", Map.of()),
  /** Hateful Memes: a label for each picture, said in words by verbalisers. */
  @JsonProperty("classification")
  CLASSIFICATION("", "{img}", Map.of());

  private final String rows;
  private final String images;

  /** Of Map.of: the checker does not see that it is immutable. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Map<String, String> columns;

  Form(String rows, String images, Map<String, String> columns) {
    this.rows = rows;
    this.images = images;
    this.columns = columns;
  }

  /** Fields that lead to the rows, separated by strokes; empty where they are all there is. */
  String rows() {
    return rows;
  }

  /** The picture's path where a declaration says none. */
  String images() {
    return images;
  }

  /** Names of columns where they are not the plain ones. */
  Map<String, String> columns() {
    return columns;
  }
}

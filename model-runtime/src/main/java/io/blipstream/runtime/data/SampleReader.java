package io.blipstream.runtime.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Reads a data set's files in their form. Of one thread; used once. */
final class SampleReader {
  private final DataSetSpec spec;
  private final Path root;
  private final Map<String, String> columns;
  private final Rows rows;
  private final Pictures pictures;
  private final SampleList out;

  /**
   * @param root that the declaration's paths are relative to
   */
  SampleReader(DataSetSpec spec, Path root, SampleList out) {
    this.spec = spec;
    this.root = root;
    this.out = out;
    columns = new HashMap<>(spec.form().columns());
    columns.putAll(spec.columns());
    pictures = new Pictures(root, spec.images() == null ? spec.form().images() : spec.images());
    rows = new Rows(pictures, spec.verbalisers());
  }

  void read() {
    switch (spec.form()) {
      case COCO_CAPTIONS -> captions();
      case VQA -> questions();
      case CONVERSATIONS -> each("rows", "", row -> Turns.samples(row, pictures));
      case DIALOGUES -> dialogues();
      default -> plain();
    }
  }

  private void plain() {
    Map<String, List<String>> ocr = texts("ocr", spec.form().rows(), "image_id", "ocr");
    each(
        "rows",
        spec.form().rows(),
        row -> {
          Optional<List<String>> read = read(row, ocr);
          return row.has("questions")
              ? unfolded(row)
              : List.of(rows.sample(row, answers(row), read));
        });
  }

  /** Words read in the picture, of which there may be none; empty where nobody read. */
  private Optional<List<String>> read(Row row, Map<String, List<String>> ocr) {
    if (spec.files().containsKey("ocr")) {
      return Optional.of(ocr.getOrDefault(row.text("image_id"), List.of()));
    }
    return row.has("ocr") ? Optional.of(row.texts("ocr")) : Optional.empty();
  }

  /** One picture's questions, each with one answer, side by side: OCR-VQA's way. */
  private List<Sample> unfolded(Row row) {
    List<String> asked = row.texts("questions");
    List<String> said = row.texts("answers");
    if (asked.size() != said.size()) {
      throw new BrokenRow("has " + asked.size() + " questions and " + said.size() + " answers");
    }
    List<Path> frames = pictures.of(row);
    String name = row.key().isEmpty() ? row.place() : row.key();
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      samples.add(
          Rows.checked(
              name + "#" + i,
              frames,
              Map.of(Slot.QUESTION, asked.get(i)),
              List.of(said.get(i)),
              List.of(),
              OptionalInt.empty()));
    }
    return samples;
  }

  /** Under any of the names that the forms use; beside choices only where it is plain. */
  private static List<String> answers(Row row) {
    if (row.has("choices") || row.has("label")) {
      return row.texts("answers");
    }
    for (String column : List.of("answers", "reference_strs", "caption_str", "answer", "caption")) {
      List<String> texts = row.texts(column);
      if (!texts.isEmpty()) {
        return texts;
      }
    }
    return List.of();
  }

  private void captions() {
    Map<String, List<String>> captions = new LinkedHashMap<>();
    file("rows")
        .each(
            "annotations",
            out.each(
                row -> {
                  captions
                      .computeIfAbsent(row.text("image_id"), n -> new ArrayList<>())
                      .add(row.text("caption"));
                  return List.of();
                }));
    each(
        "rows",
        "images",
        row -> {
          List<String> said = captions.getOrDefault(row.text("id"), List.of());
          return List.of(rows.sample(row, said, Optional.empty()));
        });
  }

  private void questions() {
    Map<String, List<String>> asked = texts("questions", "questions", "id", "question");
    each(
        "annotations",
        "annotations",
        row -> {
          List<String> question = asked.get(row.text("id"));
          if (question == null) {
            throw new BrokenRow("answers a question that is not there: " + row.text("id"));
          }
          Map<Slot, String> words = new EnumMap<>(Slot.class);
          words.put(Slot.QUESTION, question.get(0));
          return List.of(
              Rows.checked(
                  row.text("id"),
                  pictures.of(row),
                  words,
                  row.texts("answers"),
                  List.of(),
                  OptionalInt.empty()));
        });
  }

  private void dialogues() {
    List<String> questions = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    texts("data/questions", questions);
    texts("data/answers", answers);
    each("rows", spec.form().rows(), row -> Rounds.samples(row, pictures, questions, answers));
  }

  /** An array of plain texts. */
  private void texts(String path, List<String> into) {
    file("rows")
        .each(
            path,
            out.each(
                row -> {
                  into.add(row.node().asText());
                  return List.of();
                }));
  }

  /** One file's column by another column. Empty where the declaration names no such file. */
  private Map<String, List<String>> texts(String name, String path, String key, String column) {
    Map<String, List<String>> found = new HashMap<>();
    if (spec.files().containsKey(name)) {
      file(name)
          .each(
              path,
              out.each(
                  row -> {
                    found.put(row.text(key), row.texts(column));
                    return List.of();
                  }));
    }
    return found;
  }

  private void each(String name, String path, Function<Row, List<Sample>> samples) {
    file(name).each(path, out.each(row -> wanted(row) ? samples.apply(row) : List.of()));
  }

  private boolean wanted(Row row) {
    return spec.split() == null || row.text("split").equals(spec.split());
  }

  private RowFile file(String name) {
    return new RowFile(out.path(root, spec, name), columns);
  }
}

package io.blipstream.runtime.evaluation;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.DataSetSpec;
import io.blipstream.runtime.data.DataSetSpec.Generates;
import io.blipstream.runtime.data.Form;
import io.blipstream.runtime.data.Measure;
import io.blipstream.runtime.data.Sample;
import io.blipstream.runtime.data.Slot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Data sets for tests, without files. */
final class Sets {
  private Sets() {}

  static DataSet of(Measure measure, Sample... samples) {
    DataSetSpec spec =
        new DataSetSpec(
            "x",
            "g",
            false,
            Form.ROWS,
            Map.of("rows", "r"),
            null,
            null,
            null,
            List.of("Q: {Question}"),
            null,
            Generates.ANSWER,
            null,
            measure,
            null,
            null,
            null,
            null,
            null);
    return new DataSet(spec, List.of(samples), 0, List.of());
  }

  static Sample open(Path picture, String question, String... answers) {
    return new Sample(
        question,
        List.of(picture),
        Map.of(Slot.QUESTION, question),
        List.of(answers),
        List.of(),
        OptionalInt.empty());
  }

  static Sample closed(Path picture, String question, int right, List<List<String>> choices) {
    return new Sample(
        question,
        List.of(picture),
        Map.of(Slot.QUESTION, question),
        List.of(),
        choices,
        OptionalInt.of(right));
  }
}

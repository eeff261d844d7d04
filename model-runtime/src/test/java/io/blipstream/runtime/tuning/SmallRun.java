package io.blipstream.runtime.tuning;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.DataSetFile;
import io.blipstream.runtime.data.Mixture.Balance;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.image.ImageProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs on the golden checkpoint, which is small and knows nothing, and on golden pictures. */
record SmallRun(Path folder) {
  static final Path START = Path.of("src/test/resources/golden/instructblip-t5/checkpoint");
  static final int STEPS = 12;
  private static final Path PICTURES = Path.of("src/test/resources/golden/scenes");

  /** Captions and questions, and, beside them, questions about clips. */
  List<DataSet> declared(boolean clips) throws IOException {
    StringBuilder captions = new StringBuilder();
    StringBuilder questions = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      String picture = "%04d.jpg".formatted(i);
      Files.copy(PICTURES.resolve(picture), folder.resolve(picture));
      captions.append(
          "{\"image\": \"%s\", \"answers\": [\"a dog\", \"a cat on a table\"]}\n"
              .formatted(picture));
      String shown =
          clips
              ? "\"frames\": [\"%s\", \"%04d.jpg\"]".formatted(picture, i / 2)
              : "\"image\": \"%s\"".formatted(picture);
      questions.append(
          "{%s, \"question\": \"is there a fox?\", \"answer\": \"%s\"}\n"
              .formatted(shown, i % 2 == 0 ? "yes" : "no"));
    }
    Files.writeString(folder.resolve("captions.jsonl"), captions);
    Files.writeString(folder.resolve("questions.jsonl"), questions);
    Files.writeString(
        folder.resolve("sets.json"),
        """
        {"datasets": [
          {"name": "captions", "group": "g", "form": "rows", "files": {"rows": "captions.jsonl"},
           "templates": ["caption"], "metric": "cider"},
          {"name": "questions", "group": "g", "form": "rows", "files": {"rows": "questions.jsonl"},
           "templates": ["answer"], "metric": "exact"}]}
        """);
    DataSetFile file = DataSetFile.read(folder.resolve("sets.json"));
    return file.datasets().stream().map(spec -> DataSet.read(spec, file.root())).toList();
  }

  TuningPlan plan(String name, int parts, double rate) {
    return plan(name, parts, 1, rate);
  }

  TuningPlan plan(String name, int parts, int workers, double rate) {
    return new TuningPlan(
        Set.of(Network.Q_FORMER),
        START,
        folder.resolve(name),
        folder.resolve(name).resolve("tuning/features"),
        new Schedule(rate, 2, STEPS),
        8,
        parts,
        workers,
        0.05,
        1,
        Balance.SQUARE_ROOT,
        7,
        2,
        6,
        4);
  }

  /** Its costs, that of the start apart. */
  static List<Double> costs(TuningPlan plan, Stage stage, List<DataSet> sets, int stopAfter) {
    List<Double> costs = new ArrayList<>();
    try (Classroom classroom =
        Classroom.open(plan, stage, DeviceId.CPU, sets, ImageProfile.NATURAL, done -> {})) {
      classroom.run(
          new Tuning.Watcher() {
            @Override
            public void stepped(int step, double cost, double rate, Optional<Double> validation) {
              if (step > 0) {
                costs.add(cost);
              }
            }

            @Override
            public boolean stopped() {
              return costs.size() >= stopAfter;
            }
          });
    }
    return costs;
  }

  static double mean(List<Double> costs) {
    return costs.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}

package io.blipstream.runtime.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.testing.GoldenTensors;
import io.blipstream.runtime.tuning.Learner.Slopes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against PyTorch's own gradients, kept beside the golden checkpoint. */
class GradientTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/instructblip-t5");

  private Student student;
  private JsonNode reference;
  private Lesson lesson;

  @BeforeEach
  void open() throws IOException {
    student = Student.open(GOLDEN.resolve("checkpoint"));
    try (InputStream in =
        GradientTest.class.getResourceAsStream("/golden/instructblip-t5/gradients.json")) {
      reference = new ObjectMapper().readTree(in);
    }
    GoldenTensors tensors = GoldenTensors.load("/golden/instructblip-t5/golden.safetensors");
    List<float[]> images = new ArrayList<>();
    reference
        .path("images")
        .forEach(i -> images.add(tensors.tensor("%02d.image_embeds".formatted(i.asInt()))));
    lesson =
        new Lesson(images, new int[] {0, 1, 2}, rows("qformer_ids"), rows("ids"), rows("answers"));
  }

  @AfterEach
  void close() {
    student.close();
  }

  @Test
  void costIsTheReferences() {
    double expected = reference.path("loss").asDouble();
    assertThat(student.cost(lesson)).isCloseTo(expected, within(1e-4));
    try (NDManager out = student.manager().newSubManager()) {
      assertThat(student.learn(out, lesson).cost()).isCloseTo(expected, within(1e-4));
    }
  }

  @Test
  void slopesAreTheReferences_ofEveryTensorThatLearns() {
    try (NDManager out = student.manager().newSubManager()) {
      Slopes found = student.learn(out, lesson);
      for (int i = 0; i < student.learned().size(); i++) {
        String name = student.learned().get(i).name();
        JsonNode expected = reference.path("gradients").path(name);
        float[] slope = found.slopes().get(i).toFloatArray();
        double norm = norm(slope);
        double near = 1e-5 + 1e-4 * expected.path("norm").asDouble();
        assertThat(norm).as(name).isCloseTo(expected.path("norm").asDouble(), within(near));
        for (int j = 0; j < expected.path("first").size(); j++) {
          assertThat((double) slope[j])
              .as("%s[%d]", name, j)
              .isCloseTo(expected.path("first").path(j).asDouble(), within(near));
        }
        int largest = expected.path("largest").path(0).asInt();
        assertThat((double) slope[largest])
            .as("%s[%d]", name, largest)
            .isCloseTo(expected.path("largest").path(1).asDouble(), within(near));
      }
    }
  }

  @Test
  void everyTensorThatTheCostDependsOn_learns() {
    List<String> learned = student.learned().stream().map(LearnedTensor::name).toList();
    reference
        .path("gradients")
        .properties()
        .forEach(
            field ->
                assertThat(learned.contains(field.getKey()))
                    .as(field.getKey())
                    .isEqualTo(field.getValue().path("norm").asDouble() > 0));
  }

  @Test
  void slopesAreFiniteDifferences() {
    LearnedTensor queries = student.learned().get(0);
    try (NDManager out = student.manager().newSubManager()) {
      float slope = student.learn(out, lesson).slopes().get(0).toFloatArray()[5];
      double step = 1e-2;
      double up = costWith(queries, 5, step);
      double down = costWith(queries, 5, -step);
      assertThat((up - down) / (2 * step)).isCloseTo(slope, within(5e-3));
    }
  }

  @Test
  void stepsCostWhatTheReferencesDo() {
    try (AdamW optimiser = new AdamW(student, 0.05)) {
      JsonNode losses = reference.path("losses");
      double first = 0;
      for (int i = 0; i < losses.size(); i++) {
        try (NDManager out = student.manager().newSubManager()) {
          Slopes found = student.learn(out, lesson);
          assertThat(found.cost())
              .as("step %d", i)
              .isCloseTo(losses.path(i).asDouble(), within(2e-3));
          optimiser.add(found.slopes(), 1);
          double norm = optimiser.step(1e-3, 1);
          first = i == 0 ? norm : first;
        }
      }
      assertThat(first).isCloseTo(reference.path("norm").asDouble(), within(1e-2));
    }
  }

  @Test
  void nothingIsLeftBehindBySteps() {
    try (AdamW optimiser = new AdamW(student, 0.05)) {
      int before = 0;
      for (int i = 0; i < 4; i++) {
        try (NDManager out = student.manager().newSubManager()) {
          optimiser.add(student.learn(out, lesson).slopes(), 1);
          optimiser.step(1e-4, 1);
        }
        int now = student.manager().getManagedArrays().size();
        before = i == 0 ? now : before;
        assertThat(now).isEqualTo(before);
      }
    }
  }

  private double costWith(LearnedTensor queries, int place, double change) {
    NDArray tensor = queries.tensor();
    float[] values = tensor.toFloatArray();
    float[] changed = values.clone();
    changed[place] += (float) change;
    tensor.set(changed);
    try {
      return student.cost(lesson);
    } finally {
      tensor.set(values);
    }
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private List<long[]> rows(String field) {
    return StreamSupport.stream(reference.path(field).spliterator(), false)
        .map(
            row ->
                StreamSupport.stream(row.spliterator(), false)
                    .mapToLong(JsonNode::asLong)
                    .toArray())
        .toList();
  }
}

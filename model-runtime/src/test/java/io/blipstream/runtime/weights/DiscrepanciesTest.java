package io.blipstream.runtime.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscrepanciesTest {
  @TempDir Path folder;
  private final NeededTensors needed = new NeededTensors();

  @BeforeEach
  void need() {
    Weights<NeededTensors.Need> part = needed.under("part.");
    part.tensor("right", 2);
    part.tensor("wide", 3);
    part.tensor("whole", 1);
    part.tensor("gone", 1);
    part.tensor("right", 2);
    part.anyOf(List.of("alias"), List.of("other"), 1);
    part.anyOf(List.of("lost", "gone too"), List.of(), 1);
  }

  @Test
  void allAreNamedAtOnce() throws IOException {
    Discrepancies found =
        against(
            new SafeTensorsWriter()
                .floats("part.right", List.of(2), 1, 2)
                .floats("part.wide", List.of(2), 1, 2)
                .raw("part.whole", "I32", List.of(1), new byte[4])
                .floats("part.other", List.of(1), 1)
                .floats("surplus.b", List.of(1), 1)
                .floats("surplus.a", List.of(1), 1)
                .floats("old.position_ids", List.of(1), 1));
    assertThat(found.missing()).containsExactly("part.gone", "part.lost or part.gone too");
    assertThat(found.misshapen()).containsExactly("part.wide is [2], not [3]");
    assertThat(found.mistyped()).containsExactly("part.whole is I32");
    assertThat(found.surplus()).containsExactly("surplus.a", "surplus.b");
    assertThat(found.fault(folder))
        .hasValueSatisfying(
            fault -> {
              assertThat(fault.code()).isEqualTo(FaultCode.CHECKPOINT_INVALID);
              assertThat(fault)
                  .hasMessageContainingAll(
                      "part.gone", "part.lost", "part.wide is [2]", "I32", "surplus.a, surplus.b");
            });
  }

  @Test
  void whatFits_isNoFault() throws IOException {
    Discrepancies found =
        against(
            new SafeTensorsWriter()
                .floats("part.right", List.of(2), 1, 2)
                .floats("part.wide", List.of(3), 1, 2, 3)
                .floats("part.whole", List.of(1), 1)
                .floats("part.gone", List.of(1), 1)
                .floats("part.alias", List.of(1), 1)
                .floats("part.other", List.of(1), 1)
                .floats("part.lost", List.of(1), 1)
                .floats("old.position_ids", List.of(1), 1));
    assertThat(found.none()).as(found.toString()).isTrue();
    assertThat(found.fault(folder)).isEmpty();
  }

  @Test
  void everyOneOfAThousandIsNamed() throws IOException {
    Discrepancies found = surplus(1_000);
    assertThat(found.fault(folder))
        .hasValueSatisfying(
            fault ->
                assertThat(fault.getMessage())
                    .contains("1000 tensors", "surplus.0,", "surplus.500,", "surplus.999"));
  }

  /** A file from strangers may hold any number of names. */
  @Test
  void messageIsBounded() throws IOException {
    Discrepancies found = surplus(50_000);
    assertThat(found.surplus()).hasSize(50_000);
    assertThat(found.fault(folder))
        .hasValueSatisfying(
            fault ->
                assertThat(fault.getMessage())
                    .contains("50000 tensors")
                    .containsPattern(", and \\d+ more$")
                    .hasSizeLessThan(400_000));
  }

  private Discrepancies surplus(int count) throws IOException {
    SafeTensorsWriter writer = new SafeTensorsWriter();
    for (int i = 0; i < count; i++) {
      writer.floats("surplus." + i, List.of(1), 1);
    }
    return against(writer);
  }

  private Discrepancies against(SafeTensorsWriter writer) throws IOException {
    writer.write(folder.resolve("model.safetensors"));
    return CheckpointHeaders.read(folder).against(needed, name -> name.endsWith("position_ids"));
  }
}

package io.blipstream.runtime.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blipstream.runtime.testing.ChildJava;
import io.blipstream.runtime.testing.GoldenAnswers;
import io.blipstream.runtime.testing.RandomCheckpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is foretold is what a full batch takes. */
@EnabledOnOs(OS.LINUX)
class MemoryForetoldTest {
  /** The launcher's settings of the C library, which the foretelling knows. */
  private static final Map<String, String> LAUNCHER =
      Map.of(
          "MALLOC_ARENA_MAX", "1",
          "MALLOC_MMAP_THRESHOLD_", "4194304",
          "MALLOC_TRIM_THRESHOLD_", "134217728",
          "OMP_WAIT_POLICY", "PASSIVE",
          "THP_MEM_ALLOC_ENABLE", "1");

  @TempDir Path folder;

  @Test
  void peakIsForetoldWithinAFifth() throws Exception {
    RandomCheckpoint.write("instructblip-t5", MemoryForetoldTest::middling, folder);
    Path tiny = GoldenAnswers.of("instructblip-t5").checkpoint();
    Probe process = Probe.of(tiny, new Workload(1, 1, 8, 2, 1));
    Probe loaded = Probe.of(folder, new Workload(8, 32, 24, 12, 1));
    assertThat(loaded.foretold())
        .isCloseTo(loaded.measured() - process.measured(), Percentage.withPercentage(20));
  }

  private record Probe(long foretold, long measured) {
    /** Java's heap is touched from the start, so that it is the same in both processes. */
    static Probe of(Path folder, Workload work) throws Exception {
      String said =
          ChildJava.run(
              MemoryProbe.class,
              List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch"),
              LAUNCHER,
              folder.toString(),
              Integer.toString(work.images()),
              Integer.toString(work.prompts()),
              Integer.toString(work.promptTokens()),
              Integer.toString(work.newTokens()),
              Integer.toString(work.beams()));
      try (Scanner numbers = new Scanner(said)) {
        return new Probe(numbers.nextLong(), numbers.nextLong());
      }
    }
  }

  private static void middling(ObjectNode config) {
    ObjectNode vision = (ObjectNode) config.get("vision_config");
    vision.put("hidden_size", 384).put("intermediate_size", 1_536).put("num_hidden_layers", 4);
    vision.put("num_attention_heads", 6).put("image_size", 224).put("patch_size", 14);
    ObjectNode qformer = (ObjectNode) config.get("qformer_config");
    qformer.put("hidden_size", 384).put("intermediate_size", 1_536).put("num_hidden_layers", 4);
    qformer.put("num_attention_heads", 6);
    ObjectNode text = (ObjectNode) config.get("text_config");
    text.put("d_model", 384).put("d_ff", 1_024).put("num_layers", 4).put("num_decoder_layers", 4);
    text.put("num_heads", 6).put("d_kv", 64);
    config.put("num_query_tokens", 32);
  }
}

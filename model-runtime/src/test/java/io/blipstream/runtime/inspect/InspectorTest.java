package io.blipstream.runtime.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.testing.GoldenAnswers;
import io.blipstream.runtime.testing.RandomCheckpoint;
import io.blipstream.runtime.weights.StoredType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectorTest {
  private static final Workload WORK = new Workload(2, 4, 16, 8, 1);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "instructblip-t5,language_model.shared.weight,true",
    "instructblip-llama,,true",
    "blip2-t5,language_model.shared.weight,false"
  })
  void everyFamilyIsTold(String family, String embedding, boolean instruction) {
    Inspection found = inspector(DeviceChoice.CPU).inspect(GoldenAnswers.of(family).checkpoint());
    assertThat(found.runs()).as(found.faults().toString()).isTrue();
    assertThat(found.family()).isEqualTo(family);
    assertThat(found.devices()).containsExactly(DeviceId.CPU);
    assertThat(found.precision()).isEqualTo(Precision.FP32);
    assertThat(String.join(",", found.embedding())).isEqualTo(embedding == null ? "" : embedding);
    assertThat(found.files().containsKey("qformer_tokenizer/tokenizer.json"))
        .isEqualTo(instruction);
    assertThat(found.types()).containsOnlyKeys(StoredType.F32);
    assertThat(found.parts().stream().map(Part::name))
        .containsExactly("image encoder", "Q-Former", "projection", "language model");
    assertThat(found.parts()).allSatisfy(part -> assertThat(part.parameters()).isPositive());
    long stored = found.parts().stream().mapToLong(Part::storedBytes).sum();
    assertThat(4 * found.parameters()).isEqualTo(stored).isEqualTo(found.memory().weights());
    assertThat(found.shards())
        .singleElement()
        .satisfies(shard -> assertThat(shard.bytes()).isGreaterThan(stored));
  }

  @Test
  void halfPrecisionHalvesWhatMayBeHalved() {
    Inspection found =
        new Inspector(DeviceChoice.CPU, Precision.BF16, WORK)
            .inspect(GoldenAnswers.of("instructblip-t5").checkpoint());
    for (Part part : found.parts()) {
      boolean fp32 = part.name().equals("Q-Former") || part.name().equals("projection");
      assertThat(part.heldBytes()).isEqualTo(part.parameters() * (fp32 ? 4 : 2));
    }
  }

  @Test
  void everythingThatKeepsItFromRunningIsNamedAtOnce() throws IOException {
    RandomCheckpoint.write("instructblip-t5", config -> {}, folder);
    replace("config.json", "\"num_decoder_layers\":2", "\"num_decoder_layers\":3");
    Files.delete(folder.resolve("tokenizer.json"));
    Inspection found = inspector(DeviceChoice.parse("cuda:63")).inspect(folder);
    assertThat(found.runs()).isFalse();
    assertThat(found.discrepancies().missing())
        .contains("language_model.decoder.block.2.layer.0.SelfAttention.q.weight");
    assertThat(found.faults().stream().map(Fault::code))
        .containsExactly(
            FaultCode.CHECKPOINT_INVALID, FaultCode.FILE_NOT_FOUND, FaultCode.DEVICE_UNAVAILABLE);
    assertThat(found.faults().get(2).message()).contains("cuda:63", "docs/devices.md");
  }

  /** Larger than any disk: only the header can have been read. */
  @Test
  void hugeCheckpoint_isRefusedForItsMemoryWithoutBeingRead() throws IOException {
    RandomCheckpoint.describe("instructblip-llama", InspectorTest::huge, folder);
    try (RandomAccessFile sparse =
        new RandomAccessFile(folder.resolve("model.safetensors").toFile(), "rw")) {
      assertThat(sparse.length()).isGreaterThan(1L << 38);
    }
    Inspection found = inspector(DeviceChoice.CPU).inspect(folder);
    assertThat(found.discrepancies().none()).isTrue();
    assertThat(found.parameters()).isGreaterThan(64_000_000_000L);
    assertThat(found.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo(FaultCode.MEMORY_SHORT);
              assertThat(fault.message()).contains("MiB are needed on cpu", "precision=bf16");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch_model.bin", "instruct_blip_flanxl_trimmed.pth"})
  void pickle_isRefusedWithTheWayOut(String name) throws IOException {
    RandomCheckpoint.write("instructblip-t5", config -> {}, folder);
    Files.move(folder.resolve("model.safetensors"), folder.resolve(name));
    assertThatThrownBy(() -> inspector(DeviceChoice.CPU).inspect(folder))
        .isInstanceOfSatisfying(
            BlipstreamException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.CHECKPOINT_UNSUPPORTED))
        .hasMessageContainingAll("safetensors", "docs/inspect.md");
  }

  private static Inspector inspector(DeviceChoice device) {
    return new Inspector(device, Precision.AUTO, WORK);
  }

  private static void huge(ObjectNode config) {
    ObjectNode text = (ObjectNode) config.get("text_config");
    text.put("hidden_size", 8_192).put("intermediate_size", 28_672).put("num_hidden_layers", 80);
    text.put("num_attention_heads", 64).put("num_key_value_heads", 64).put("head_dim", 128);
  }

  private void replace(String file, String from, String to) throws IOException {
    String before = Files.readString(folder.resolve(file));
    assertThat(before).contains(from);
    Files.writeString(folder.resolve(file), before.replace(from, to));
  }
}

package io.blipstream.runtime.language.opt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Activation;
import io.blipstream.runtime.weights.ConfigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptConfigTest {
  @TempDir private Path folder;

  /** As the published BLIP-2 with OPT-2.7b writes it: what is the default is left out. */
  @Test
  void sparseFile_isCompletedWithTheReferencesDefaults() throws Exception {
    OptConfig config =
        read(
            "'hidden_size': 2560, 'ffn_dim': 10240, 'num_attention_heads': 32,"
                + " 'num_hidden_layers': 32, 'word_embed_proj_dim': 2560, 'eos_token_id': 50118,"
                + " 'prefix': '</s>'");

    assertThat(config)
        .isEqualTo(
            new OptConfig(
                50_272,
                2_560,
                32,
                10_240,
                32,
                2_048,
                2,
                50_118,
                Activation.RELU,
                true,
                true,
                true,
                OptionalInt.of(50_265)));
  }

  @Test
  void lastNorm_isThereOnlyWhereNormsStandBeforeTheLayers() throws Exception {
    assertThat(read("").lastNorm()).isTrue();
    assertThat(read("'_remove_final_layer_norm': true").lastNorm()).isFalse();
    assertThat(read("'do_layer_norm_before': false").lastNorm()).isFalse();
    assertThat(read("'do_layer_norm_before': false").normsBefore()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'activation_function': 'mish'",
        "'hidden_size': 1024, 'num_attention_heads': 16, 'word_embed_proj_dim': 512",
        "'enable_bias': false",
        "'layer_norm_elementwise_affine': false"
      })
  void variantThatNoBlip2Has_isRefusedByName(String fields) {
    assertThatThrownBy(() -> read(fields))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.CHECKPOINT_UNSUPPORTED))
        .hasMessageContaining("is not supported");
  }

  @Test
  void headsThatDoNotDivideTheWidth_areInvalid() {
    assertThatThrownBy(() -> read("'hidden_size': 10, 'num_attention_heads': 3"))
        .hasMessageContaining("no multiple");
  }

  private OptConfig read(String fields) throws IOException {
    Path file =
        Files.writeString(folder.resolve("config.json"), "{" + fields.replace('\'', '"') + "}");
    return OptConfig.from(ConfigNode.read(file), OptionalInt.of(50_265));
  }
}

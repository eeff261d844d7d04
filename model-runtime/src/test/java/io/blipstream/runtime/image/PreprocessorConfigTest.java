package io.blipstream.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessorConfigTest {
  private static final String LEAST =
      "{\"size\":{\"width\":224,\"height\":112},\"image_mean\":[1,2,3],\"image_std\":[1,1,1]";

  @TempDir Path folder;

  @Test
  void whatTheFileLeavesOutHasTheReferencesDefault() throws Exception {
    PreprocessorConfig config = PreprocessorConfig.read(file(LEAST + "}"));

    assertThat(config.width()).isEqualTo(224);
    assertThat(config.height()).isEqualTo(112);
    assertThat(config.mode()).isEqualTo(ResizeMode.SQUASH);
    assertThat(config.mean()).containsExactly(1d, 2d, 3d);
    assertThat(config.rescaleFactor()).isEqualTo(1 / 255.0);
    assertThat(config.resize() && config.rescale() && config.normalize()).isTrue();
  }

  @Test
  void sizeAlone_isASquareNormalisedAsClipDoes() throws Exception {
    PreprocessorConfig config = PreprocessorConfig.read(file("{\"size\":384}"));

    assertThat(config.width()).isEqualTo(384);
    assertThat(config.height()).isEqualTo(384);
    assertThat(config.mean()).containsExactly(0.48145466, 0.4578275, 0.40821073);
    assertThat(config.deviation()).containsExactly(0.26862954, 0.26130258, 0.27577711);
  }

  /** As the reference's fifth major version writes it. */
  @Test
  void withinTheProcessorsFile_isFound() throws Exception {
    Path all = folder.resolve("processor_config.json");
    Files.writeString(all, "{\"num_query_tokens\":32,\"image_processor\":" + LEAST + "}}");

    assertThat(PreprocessorConfig.in(folder)).isEqualTo(all);
    assertThat(PreprocessorConfig.read(all).width()).isEqualTo(224);
    Path own = file("{\"size\":384}");
    assertThat(PreprocessorConfig.in(folder)).isEqualTo(own);
  }

  @Test
  void cropIsRead() throws Exception {
    PreprocessorConfig config =
        PreprocessorConfig.read(
            file(
                LEAST
                    .replace("\"width\":224,\"height\":112", "\"shortest_edge\":24")
                    .concat(
                        ",\"do_center_crop\":true,\"crop_size\":{\"width\":24,\"height\":24}}")));

    assertThat(config.mode()).isEqualTo(ResizeMode.SHORTEST_CENTER_CROP_DOWN);
    assertThat(config.width()).isEqualTo(24);
    assertThat(config.height()).isEqualTo(24);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "[]",
        "null",
        "\"text\"",
        LEAST + ",\"resample\":2}",
        LEAST + ",\"image_std\":[1,0,1]}",
        LEAST + ",\"image_std\":[1,1]}",
        LEAST + ",\"image_mean\":[1,\"x\",1]}",
        LEAST + ",\"size\":{\"width\":0,\"height\":1}}",
        LEAST + ",\"size\":{\"width\":99999,\"height\":1}}",
        LEAST + ",\"size\":{\"shortest_edge\":24}}",
        LEAST
            + ",\"size\":{\"shortest_edge\":25},\"do_center_crop\":true,"
            + "\"crop_size\":{\"width\":24,\"height\":24}}",
        LEAST
            + ",\"size\":{\"shortest_edge\":24},\"do_center_crop\":true,"
            + "\"crop_size\":{\"width\":23,\"height\":24}}",
        LEAST + ",\"size\":-1}"
      })
  void brokenFile_isAnInvalidCheckpointThatNamesTheFile(String text) throws Exception {
    Path file = file(text);

    assertThatThrownBy(() -> PreprocessorConfig.read(file))
        .isInstanceOfSatisfying(
            FatalException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.CHECKPOINT_INVALID))
        .hasMessageContaining(file.toString());
  }

  @Test
  void missingFile_isSaid() {
    Path file = folder.resolve("nowhere.json");

    assertThatThrownBy(() -> PreprocessorConfig.read(file))
        .isInstanceOfSatisfying(
            FatalException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.FILE_NOT_FOUND))
        .hasMessageContaining("nowhere.json");
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("preprocessor_config.json"), text);
  }
}

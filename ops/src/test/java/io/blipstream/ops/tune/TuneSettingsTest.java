package io.blipstream.ops.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.data.Mixture.Balance;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.tuning.Network;
import io.blipstream.runtime.tuning.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneSettingsTest {
  private static final String NEEDED = "model.dir=m\ndata.file=d.json\noutput.dir=o\n";

  @TempDir private Path folder;

  @Test
  void defaults_areThePapers() throws IOException {
    TuneSettings settings = read(NEEDED);
    assertThat(settings.plan().start()).isEqualTo(folder.resolve("m"));
    assertThat(settings.data()).isEqualTo(folder.resolve("d.json"));
    assertThat(settings.plan().output()).isEqualTo(folder.resolve("o"));
    assertThat(settings.plan().learns()).containsExactly(Network.Q_FORMER);
    assertThat(settings.plan().features()).isEqualTo(folder.resolve("o/tuning/features"));
    assertThat(settings.plan().schedule().steps()).isEqualTo(60_000);
    assertThat(settings.plan().schedule().peak()).isEqualTo(1e-5);
    assertThat(settings.plan().schedule().warmup()).isEqualTo(1_000);
    assertThat(settings.alignment()).isEqualTo(new Schedule(1e-4, 2_000, 250_000));
    assertThat(settings.plan().batch()).isEqualTo(192);
    assertThat(settings.plan().parts()).isEqualTo(1);
    assertThat(settings.plan().decay()).isEqualTo(0.05);
    assertThat(settings.plan().clip()).isEqualTo(1);
    assertThat(settings.plan().balance()).isEqualTo(Balance.SQUARE_ROOT);
    assertThat(settings.plan().seed()).isEqualTo(1);
    assertThat(settings.plan().saveEvery()).isEqualTo(500);
    assertThat(settings.plan().validateEvery()).isEqualTo(3_000);
    assertThat(settings.plan().validation()).isEqualTo(512);
    assertThat(settings.profile()).isEqualTo(ImageProfile.NATURAL);
    assertThat(settings.type()).isEqualTo(TuneSettings.OutputType.FLOAT32);
    assertThat(settings.devices()).isEqualTo(DeviceChoice.CPU);
  }

  @Test
  void whatLearns_andWhereFeaturesAreKept_canBeSaid() throws IOException {
    TuneSettings settings = read(NEEDED + "learn=q-former, language-model\nfeatures.dir=../kept\n");
    assertThat(settings.plan().learns())
        .containsExactlyInAnyOrder(Network.Q_FORMER, Network.LANGUAGE_MODEL);
    assertThat(settings.plan().features()).isEqualTo(folder.resolveSibling("kept"));
    assertFault(NEEDED + "learn=everything\n", "learn is \"everything\"");
  }

  @Test
  void unknownKey_isAFault() {
    assertFault(NEEDED + "rates=1\n", "has a key rates; did you mean rate?");
    assertFault(NEEDED + "zzz=1\n", "has a key zzz, not one of [");
  }

  @Test
  void valueThatCannotBe_isAFault() {
    assertFault(NEEDED + "steps=many\n", "steps is \"many\"");
    assertFault(NEEDED + "batch=10\nparts=3\n", "a batch of 10 has no 3 parts");
    assertFault(NEEDED + "balance=fair\n", "balance is \"fair\"");
    assertFault(NEEDED + "output.dtype=float8\n", "output.dtype is \"float8\"");
    assertFault(NEEDED + "model.device=tpu\n", "model.device is \"tpu\"");
    assertFault(NEEDED + "steps=10\n", "1000 steps of rise in 10 steps");
  }

  @Test
  void missingKey_isAFault() {
    assertFault("model.dir=m\ndata.file=d.json\n", "needs output.dir");
  }

  private void assertFault(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining(message);
  }

  private TuneSettings read(String text) throws IOException {
    return TuneSettings.read(Files.writeString(folder.resolve("tune.properties"), text));
  }
}

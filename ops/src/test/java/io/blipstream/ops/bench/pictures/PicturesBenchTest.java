package io.blipstream.ops.bench.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.process.PictureIsolation;
import org.junit.jupiter.api.Test;

/**
 * {@code blipstream bench pictures} in the size of a build; a longer one is a matter of its
 * options.
 */
class PicturesBenchTest {
  @Test
  void spoiltPictures_haveOneOutcomeEach_andSoundOnesAreReadBesideThem() throws Exception {
    PicturesBench.Report report = PicturesBench.run(2_500, 7, 2, PictureIsolation.WEBP);

    assertThat(report.verdicts().crashes()).as("crashes").isEmpty();
    assertThat(report.verdicts().lost()).as("lost").isZero();
    assertThat(report.verdicts().doubled()).as("doubled").isZero();
    assertThat(report.verdicts().wrong()).as("wrong").isZero();
    assertThat(report.kept())
        .as("hung %s, heap + %s MiB", figure(report, "hung"), figure(report, "heap_growth_mib"))
        .isTrue();
    assertThat(report.verdicts().decoded()).isPositive();
    assertThat(report.verdicts().refused()).containsKeys("image-undecodable", "image-too-large");
  }

  @Test
  void whatIsMissing_doubled_orNoFaultOfAPicture_isToldApart() {
    Verdicts verdicts = new Verdicts(4);
    verdicts.take(0, null, rejected(FaultCode.IMAGE_TOO_LARGE), null);
    verdicts.take(1, null, rejected(FaultCode.INTERNAL), null);
    verdicts.take(2, "what is right", rejected(FaultCode.IMAGE_UNDECODABLE), null);
    verdicts.take(2, null, null, new IllegalStateException("again"));

    assertThat(verdicts.refused()).containsOnlyKeys("image-too-large", "image-undecodable");
    assertThat(verdicts.crashed()).isEqualTo(2);
    assertThat(verdicts.wrong()).isEqualTo(1);
    assertThat(verdicts.lost()).isEqualTo(1);
    assertThat(verdicts.doubled()).isEqualTo(1);
  }

  private static Object figure(PicturesBench.Report report, String name) {
    return report.findings().value(name);
  }

  private static Reply rejected(FaultCode code) {
    return new Reply.Rejected(new Fault(code, "a fault"));
  }
}

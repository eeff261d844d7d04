package io.blipstream.ops.bench.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code blipstream bench records} in the size of a build; a longer one is a matter of its options.
 */
class RecordsIT {
  @Test
  void spoiltRecords_haveOneOutcomeEach_andStopNobody(@TempDir Path folder) throws Exception {
    RecordsBench.Report report = RecordsBench.run(9_000, 1, folder);

    assertThat(report.survived()).as("the pipeline lives").isTrue();
    assertThat(report.fates().lost()).as("lost").isZero();
    assertThat(report.fates().doubled()).as("doubled").isZero();
    assertThat(report.fates().faults())
        .as("each kind of record was met")
        .containsKeys(
            "record-unreadable",
            "event-invalid",
            "template-unknown",
            "template-mismatched",
            "image-digest-mismatch",
            "image-undecodable");
    assertThat(report.fates().results()).isPositive();
  }
}

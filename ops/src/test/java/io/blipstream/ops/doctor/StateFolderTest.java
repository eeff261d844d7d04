package io.blipstream.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.doctor.StateFolder.Place;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {
  private static final Place DISK = new Place("ext4", 5L << 30);

  @TempDir private Path folder;

  @Test
  void folderOnADisk_isGood_whetherOrNotItIsThere() throws Exception {
    assertThat(named().judge(DISK, false)).extracting(Diagnosis::grade).containsExactly(Grade.OK);
    assertThat(new StateFolder(folder.resolve("not/yet"), true, "shop").look())
        .noneMatch(each -> each.grade() == Grade.FAIL);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsNoFolder_isAFault() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(new StateFolder(file.resolve("below"), true, "shop").look())
        .singleElement()
        .satisfies(
            each -> assertThat(each.fault()).contains(FaultCode.CONFIGURATION_INVALID),
            each -> assertThat(each.found()).contains("cannot be written to"));
  }

  @Test
  void littleSpace_isAWarning() {
    assertWarns(named().judge(new Place("ext4", 100L << 20), false), "have 1 GiB free");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tmpfs", "overlay"})
  void folderThatDoesNotOutlastItsContainer_isAWarning(String type) {
    assertWarns(named().judge(new Place(type, 5L << 30), false), type + " does not outlast");
  }

  @Test
  void noFolder_isAWarning_ofThatAlone() {
    assertWarns(
        new StateFolder(folder, false, "shop").judge(new Place("tmpfs", 5L << 30), false),
        "kafka.state.dir is not set");
  }

  @Test
  void folderThatARunningProcessHolds_isAWarning_untilItEnds() throws Exception {
    Path lock = Files.createDirectory(folder.resolve("shop")).resolve(".lock");
    try (FileChannel held =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      held.lock();
      assertThat(named().look())
          .anySatisfy(each -> assertThat(each.found()).contains("a running process of shop"));
      assertThat(new StateFolder(folder, true, "other").look())
          .noneMatch(each -> each.found().contains("running process"));
    }
    assertThat(named().look()).noneMatch(each -> each.found().contains("running process"));
  }

  private StateFolder named() {
    return new StateFolder(folder, true, "shop");
  }

  private static void assertWarns(List<Diagnosis> found, String remedy) {
    assertThat(found)
        .singleElement()
        .satisfies(
            each -> assertThat(each.grade()).isEqualTo(Grade.WARN),
            each -> assertThat(each.remedy()).contains(remedy));
  }
}

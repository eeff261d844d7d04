package io.blipstream.runtime.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.util.Utils;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.PyTorch;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFilesTest {
  private static final String BUILD = "pytorch/1-cpu";

  /** Of the three letters "lib". */
  private static final String DIGEST =
      "76b5a357391276b282a516f54f48ef3c207f46d8192dc58c208d5183d38415f8"
          + " pytorch/1-cpu/lib.so lib/lib.so";

  @TempDir private Path cache;
  private final Map<String, String> classPath = new HashMap<>();

  @BeforeEach
  void unpack() throws IOException {
    Files.createDirectories(cache.resolve(BUILD));
  }

  @Test
  void shippedFile_isAccepted() throws IOException {
    Files.writeString(cache.resolve("pytorch/1-cpu/lib.so"), "lib");
    assertThatCode(this::require).doesNotThrowAnyException();
  }

  @Test
  void alteredFileInTheCache_isRefusedByName() throws IOException {
    Files.writeString(cache.resolve("pytorch/1-cpu/lib.so"), "evil");
    assertRefused(this::require, "pytorch/1-cpu/lib.so");
  }

  @Test
  void alteredFileOnTheClassPath_isRefusedBeforeItIsUnpacked() {
    classPath.put("lib/lib.so", "evil");
    assertRefused(this::require, "class path");
  }

  @Test
  void fileThatNobodyShipped_isRefused() throws IOException {
    Files.writeString(cache.resolve("pytorch/1-cpu/lib.so"), "lib");
    Files.writeString(cache.resolve("pytorch/1-cpu/libm.so.6"), "evil");
    assertRefused(this::require, "libm.so.6 was not shipped");
  }

  @Test
  void anotherBuild_isNotKnown() throws IOException {
    assertThat(files().knows(BUILD)).isTrue();
    assertThat(files().knows("pytorch/1-cu128")).isFalse();
  }

  /** Else the digests that are kept would be of another version than the one that is loaded. */
  @Test
  void whatIsLoadedHere_isOneOfTheBuildsWithDigests() throws IOException {
    PyTorch.prepareThread();
    try (var builds = Files.list(Utils.getEngineCacheDir().resolve("pytorch"))) {
      NativeFiles kept =
          new NativeFiles(
              Utils.getEngineCacheDir(),
              ShippedFile.read(
                  new BufferedReader(
                      new InputStreamReader(
                          NativeFiles.class.getResourceAsStream("shipped.sha256"),
                          StandardCharsets.UTF_8))),
              name -> null);
      boolean linux = System.getProperty("os.name").equals("Linux");
      boolean x86 = System.getProperty("os.arch").equals("amd64");
      assertThat(builds.map(build -> "pytorch/" + build.getFileName()).anyMatch(kept::knows))
          .isEqualTo(linux && x86);
    }
  }

  private void require() throws IOException {
    files().require(BUILD);
  }

  private NativeFiles files() throws IOException {
    return new NativeFiles(
        cache, ShippedFile.read(new BufferedReader(new StringReader(DIGEST))), this::resource);
  }

  private InputStream resource(String name) {
    String bytes = classPath.get(name);
    return bytes == null ? null : new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BlipstreamException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.DEVICE_UNAVAILABLE))
        .hasMessageContaining(words);
  }
}

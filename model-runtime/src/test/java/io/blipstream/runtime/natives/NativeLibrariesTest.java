package io.blipstream.runtime.natives;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeLibrariesTest {
  /** Else a build would be loaded unchecked, with a warning that everybody learns to overlook. */
  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tokenizers"})
  void whatIsLoadedHere_hasKeptDigests(String engine) {
    String folder = NativeLibraries.folder(engine);
    assertThat(NativeLibraries.files().knows(folder)).as(folder).isTrue();
  }
}

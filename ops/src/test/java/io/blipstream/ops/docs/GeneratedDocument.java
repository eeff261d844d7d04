package io.blipstream.ops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of docs/ whose text follows from the code: the test fails where they differ. Run with
 * {@code -Dblipstream.docs.write=true} to write the page anew.
 */
public record GeneratedDocument(String name) {
  public void assertHolds(String text) {
    Path file = Path.of("..", "docs", name);
    try {
      if (Boolean.getBoolean("blipstream.docs.write")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      }
      assertThat(file).as("write it with -Dblipstream.docs.write=true").hasContent(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

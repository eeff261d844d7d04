package io.blipstream.schemas.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Lane;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;

class TrustedClassesTest {
  /** In a process of its own: here, another test may have made a serde before. */
  @Test
  void aBuilderNeedsNothingDoneBefore() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BuilderAlone.class.getName())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
  }

  /** Builds a record whose default is an enum, and nothing else. */
  static final class BuilderAlone {
    private BuilderAlone() {}

    public static void main(String[] arguments) {
      ImageEvent event =
          ImageEvent.newBuilder()
              .setEventId("e")
              .setSubject("s")
              .setImages(List.of())
              .setInstructions(List.of())
              .setOccurredAt(Instant.EPOCH)
              .build();
      if (event.getLane() != Lane.STANDARD) {
        throw new AssertionError(event);
      }
    }
  }

  @Test
  void nothingElseIsTrusted() {
    assertThatCode(() -> ClassSecurityValidator.validate(ImageEvent.class))
        .doesNotThrowAnyException();
    for (Class<?> other : new Class<?>[] {ProcessBuilder.class, TrustedClasses.class}) {
      assertThatThrownBy(() -> ClassSecurityValidator.validate(other))
          .isInstanceOf(SecurityException.class);
    }
  }
}

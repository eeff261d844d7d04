package io.blipstream.ops.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleKeysTest {
  @Test
  void feedsThatAreModerated_areBlurred_unlessOthersAreNamed() {
    Configuration moderated = Configuration.of(Map.of("moderation.feeds", "posts"));
    assertThat(ConsoleKeys.blurred(moderated)).containsExactly("posts");
    assertThat(ConsoleKeys.blurred(moderated.with(Map.of("console.blur.feeds", "ads"))))
        .containsExactly("ads");
    assertThat(ConsoleKeys.blurred(moderated.with(Map.of("console.blur.feeds", "")))).isEmpty();
    assertThat(ConsoleKeys.blurred(Configuration.of(Map.of()))).isEmpty();
  }
}

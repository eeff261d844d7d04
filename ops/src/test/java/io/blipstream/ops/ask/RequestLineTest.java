package io.blipstream.ops.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.Sampling;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLineTest {
  @Test
  void shortestLine_takesTheDefaults() {
    Ask ask = parsed("{'image': 'a.png', 'prompt': 'what?'}");
    assertThat(ask.images()).containsExactly("a.png");
    assertThat(ask.clip()).isFalse();
    assertThat(ask.options()).isEqualTo(DecodingOptions.DEFAULT);
  }

  @Test
  void everyOptionIsRead() {
    Ask beams =
        parsed(
            "{'frames': ['a', 'b'], 'prompt': 'p', 'max_new_tokens': 9, 'min_new_tokens': 2,"
                + " 'num_beams': 5, 'length_penalty': -1, 'repetition_penalty': 1.5}");
    assertThat(beams.images()).containsExactly("a", "b");
    assertThat(beams.clip()).isTrue();
    assertThat(beams.options())
        .isEqualTo(new DecodingOptions(9, 2, 5, -1, 1.5, Optional.empty(), List.of()));
    assertThat(
            parsed("{'image': 'a', 'prompt': 'p', 'top_p': 0.9, 'seed': 7}").options().sampling())
        .contains(new Sampling(0.9, 1, 7));
    assertThat(parsed("{'image': 'a', 'prompt': 'p', 'candidates': ['x', 'y']}").options())
        .extracting(DecodingOptions::candidates)
        .isEqualTo(List.of("x", "y"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{'image': 'a', 'prompt': 'p'} {}",
        "{'image': 'a'}",
        "{'image': '', 'prompt': 'p'}",
        "{'image': 'a', 'image': 'b', 'prompt': 'p'}",
        "{'image': 'a', 'frames': ['b'], 'prompt': 'p'}",
        "{'frames': [], 'prompt': 'p'}",
        "{'frames': 'a', 'prompt': 'p'}",
        "{'image': 'a', 'prompt': 'p', 'max_tokens': 3}",
        "{'image': 'a', 'prompt': 'p', 'max_new_tokens': 0}",
        "{'image': 'a', 'prompt': 'p', 'max_new_tokens': 3.5}",
        "{'image': 'a', 'prompt': 'p', 'max_new_tokens': 513}",
        "{'image': 'a', 'prompt': 'p', 'min_new_tokens': 25}",
        "{'image': 'a', 'prompt': 'p', 'num_beams': 17}",
        "{'image': 'a', 'prompt': 'p', 'num_beams': 2, 'seed': 1}",
        "{'image': 'a', 'prompt': 'p', 'num_beams': 2, 'candidates': ['x']}",
        "{'image': 'a', 'prompt': 'p', 'top_p': 0}",
        "{'image': 'a', 'prompt': 'p', 'length_penalty': 'long'}",
        "{'image': 'a', 'prompt': 'p', 'candidates': ['x', 3]}"
      })
  void anythingElse_isRefusedWithItsLine(String line) {
    assertThatThrownBy(() -> parsed(line))
        .isInstanceOfSatisfying(
            FatalException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.REQUEST_INVALID))
        .hasMessageContaining("line 3");
  }

  private static Ask parsed(String line) {
    return RequestLine.parsed(line.replace('\'', '"'), 3);
  }
}

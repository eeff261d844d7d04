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

  @Test
  void ownWordsAreWordedByTheTasksUsualTemplate() {
    assertThat(prompt("{'image': 'a'}")).isEqualTo("A short image caption:");
    assertThat(prompt("{'image': 'a', 'question': 'q?'}")).isEqualTo("Question: q? Short answer:");
    assertThat(prompt("{'image': 'a', 'answer': 'x'}"))
        .isEqualTo("Given the image, generate a question whose answer is: x. Question:");
  }

  @Test
  void contextIsToldAsInThePaper() {
    assertThat(
            prompt(
                "{'image': 'a', 'question': 'q?', 'template': 'answer-04@1', 'ocr_tokens': ['A', 'B'],"
                    + " 'history': [{'question': 'r?', 'answer': 's'}], 'options': ['x', 'y']}"))
        .isEqualTo("OCR tokens: A, B. Dialog history: Q: r? A: s\n Q: q? Options: (a) x (b) y. A:");
    Ask ranked = parsed("{'image': 'a', 'question': 'q?', 'options': ['x'], 'candidates': ['z']}");
    assertThat(ranked.options().candidates()).containsExactly("z");
    assertThat(ranked.template()).contains("answer-05@1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{'image': 'a', 'prompt': 'p'} {}",
        "{'image': 'a', 'prompt': 'p', 'question': 'q'}",
        "{'image': 'a', 'prompt': 'p', 'ocr_tokens': ['x']}",
        "{'image': 'a', 'question': 'q', 'answer': 'a'}",
        "{'image': 'a', 'question': 'q', 'template': 'caption-01'}",
        "{'image': 'a', 'answer': 'x', 'template': 'answer-05'}",
        "{'image': 'a', 'question': 'q', 'template': 'answer-99'}",
        "{'image': 'a', 'question': 'q', 'template': 'answer-05@2'}",
        "{'image': 'a', 'template': 'question-01'}",
        "{'image': 'a', 'question': ' '}",
        "{'image': 'a', 'options': ['x', 'y']}",
        "{'image': 'a', 'question': 'q', 'options': ['x', 'x']}",
        "{'image': 'a', 'question': 'q', 'options': []}",
        "{'image': 'a', 'question': 'q', 'ocr_tokens': 'x'}",
        "{'image': 'a', 'question': 'q', 'history': ['x']}",
        "{'image': 'a', 'question': 'q', 'history': [{'question': 'x'}]}",
        "{'image': 'a', 'question': 'q', 'history': [{'question': 'x', 'answer': 'y', 'by': 'z'}]}",
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

  private static String prompt(String line) {
    return parsed(line).prompt();
  }

  private static Ask parsed(String line) {
    return RequestLine.parsed(line.replace('\'', '"'), 3);
  }
}

package io.blipstream.runtime.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against what the reference programs said, kept in {@code metrics/metrics.json}. */
class GoldenMetricsTest {
  private static final Offset<Double> NEAR = within(1e-6);
  private static final JsonNode GOLDEN = read("metrics.json");

  @Test
  void tokensAreTheReferences() {
    for (JsonNode one : GOLDEN.path("captions")) {
      assertThat(joined(one.path("candidate").asText()))
          .isEqualTo(one.path("candidate_tokens").asText());
      for (int i = 0; i < one.path("references").size(); i++) {
        assertThat(joined(one.path("references").path(i).asText()))
            .isEqualTo(one.path("reference_tokens").path(i).asText());
      }
    }
  }

  @Test
  void harderTokensAreTheReferencesToo() {
    List<String> wrong = new ArrayList<>();
    for (JsonNode one : read("tokens.json")) {
      String found = joined(one.path(0).asText());
      if (!found.equals(one.path(1).asText())) {
        wrong.add(one + " but was " + found);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void bleuIsTheReferences() {
    List<Scored> found = Bleu.of(cases());
    for (int n = 1; n <= 4; n++) {
      assertSame(found.get(n - 1), "BLEU-" + n);
    }
  }

  @Test
  void rougeIsTheReferences() {
    assertSame(RougeL.of(cases()), "ROUGE_L");
  }

  @Test
  void ciderIsTheReferences() {
    assertSame(Cider.of(cases()), "CIDEr");
  }

  @Test
  void vqaAccuracyIsTheOfficialOne() {
    List<Double> found = new ArrayList<>();
    for (JsonNode one : GOLDEN.path("vqa").path("cases")) {
      double accuracy = VqaAnswers.accuracy(one.path("prediction").asText(), texts(one, "answers"));
      assertThat(100 * accuracy).as("%s", one).isCloseTo(one.path("accuracy").asDouble(), NEAR);
      found.add(accuracy);
    }
    assertThat(100 * found.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
        .isCloseTo(GOLDEN.path("vqa").path("accuracy").asDouble(), NEAR);
  }

  private static void assertSame(Scored found, String name) {
    JsonNode expected = GOLDEN.path("scores").path(name);
    assertThat(found.corpus()).isCloseTo(expected.path("corpus").asDouble(), NEAR);
    assertThat(found.each()).hasSize(expected.path("each").size());
    for (int i = 0; i < found.each().size(); i++) {
      assertThat(found.each().get(i))
          .as("%s of case %d", name, i)
          .isCloseTo(expected.path("each").path(i).asDouble(), NEAR);
    }
  }

  private static List<CaptionCase> cases() {
    return StreamSupport.stream(GOLDEN.path("captions").spliterator(), false)
        .map(one -> CaptionCase.of(one.path("candidate").asText(), texts(one, "references")))
        .toList();
  }

  private static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    node.path(field).forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static String joined(String text) {
    return String.join(" ", PtbTokens.of(text));
  }

  private static JsonNode read(String name) {
    try (InputStream in = GoldenMetricsTest.class.getResourceAsStream("/metrics/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

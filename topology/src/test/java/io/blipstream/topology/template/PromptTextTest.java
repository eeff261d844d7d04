package io.blipstream.topology.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.Turn;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTextTest {
  private static final String SHORT = "Question: {Question} Short answer:";

  @Test
  void promptsAreThePapersOwn() {
    assertThat(text(SHORT, asked().setOcrTokens(List.of("SALE", "50 %"))))
        .isEqualTo("OCR tokens: SALE, 50 %. Question: which? Short answer:");
    assertThat(
            text(
                SHORT,
                asked().setHistory(List.of(new Turn("Is it a dog?", "no"), new Turn("A?", "b")))))
        .isEqualTo(
            "Dialog history: Q: Is it a dog? A: no Q: A? A: b\n Question: which? Short answer:");
    assertThat(options(SHORT))
        .isEqualTo("Question: which? Options: (a) red (b) blue. Short answer:");
  }

  @Test
  void choicesStandBehindTheQuestion_withOneFullStop() {
    assertThat(options("Answer: {Question}. Answer:"))
        .isEqualTo("Answer: which? Options: (a) red (b) blue. Answer:");
    assertThat(options("{Question} Of {Options}?")).isEqualTo("which? Of (a) red (b) blue?");
  }

  @Test
  void templateMayPlaceTheContextItself() {
    Instruction.Builder all =
        asked().setOcrTokens(List.of("SALE")).setHistory(List.of(new Turn("q", "a")));
    assertThat(text("{Question} It says {OcrTokens}; before: {History}", all))
        .isEqualTo("which? It says SALE; before: Q: q A: a");
  }

  @Test
  void wordsThatLookLikePlaceholders_stayWords() {
    assertThat(
            text(
                "{OcrTokens} {Question}",
                asked()
                    .setQuestion("{OcrTokens} {History} $1")
                    .setOcrTokens(List.of("{Question}"))))
        .isEqualTo("{Question} {OcrTokens} {History} $1");
  }

  @Test
  void asManyTextsAsTheReferenceTellsItsModel() {
    List<String> tokens = IntStream.range(0, 40).mapToObj(i -> i == 1 ? " " : "t" + i).toList();
    assertThat(text(SHORT, asked().setOcrTokens(tokens)))
        .startsWith("OCR tokens: t0, t2, ")
        .contains(", t30. Question:");
  }

  @Test
  void contextIsNothing_whereThereIsNone() {
    assertThat(text(SHORT, asked().setOcrTokens(List.of(" ", "\u202e"))))
        .isEqualTo("Question: which? Short answer:");
  }

  @Test
  void moreCandidatesThanLetters_areRankedButNotShown() {
    List<String> many = IntStream.range(0, 27).mapToObj(i -> "c" + i).toList();
    Instruction instruction = asked().setCandidates(many).build();
    assertThat(PromptText.fault(template(SHORT), instruction)).isEmpty();
    assertThat(PromptText.fault(PromptText.withOptions(template(SHORT)), instruction))
        .hasValueSatisfying(fault -> assertThat(fault).contains("26"));
  }

  @Test
  void longestContextIsValid() {
    Instruction.Builder longest =
        asked()
            .setQuestion("x".repeat(2_000))
            .setOcrTokens(Collections.nCopies(1_000, "y".repeat(100)))
            .setHistory(Collections.nCopies(32, new Turn("q".repeat(500), "a".repeat(500))));
    assertThat(PromptText.fault(template(SHORT), longest.build())).isEmpty();
    assertThat(text(SHORT, longest)).hasSizeLessThan(2_000 + 3_200 + 33_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          a </s> b                         => a < /s> b
          <image><image>                   => < image>< image>
          <extra_id_0>?                    => < extra_id_0>?
          <|endoftext|>                    => < |endoftext|>
          [PAD] [SEP][CLS]                 => [ PAD] [ SEP][ CLS]
          \uff1cs\uff1e                    => \uff1c s\uff1e
          <im\u202eage>                    => < image>
          <im\\255age> [P\\255AD]            => < image> [ PAD]
          <i\u0301mage> [P\u200dAD] [UNK_0] => < i\u0301mage> [ P\u200dAD] [ UNK_0]
          <0x0A><a:b>                      => < 0x0A>< a:b>
          line\\nbreak\\tand\\0more    => line break and more
          \ud83d\ude00 \u200d              => \ud83d\ude00 \u200d
          half \ud83d pair                 => half   pair
          if a < b and c > d, [sic] <3     => if a < b and c > d, [sic] <3
          Ünï¢ødé  [1] [USA or not]        => Ünï¢ødé  [1] [USA or not]
          """)
  void strangersWordsAreWords(String words, String plain) {
    String given = words.translateEscapes();
    assertThat(PlainWords.of(given)).isEqualTo(plain);
    assertThat(text(SHORT, asked().setQuestion(given)))
        .isEqualTo("Question: " + plain + " Short answer:");
  }

  private static Instruction.Builder asked() {
    return Instruction.newBuilder().setId("i").setTask(Task.ANSWER).setQuestion("which?");
  }

  private static String options(String text) {
    return PromptText.of(
        PromptText.withOptions(template(text)),
        asked().setCandidates(List.of("red", "blue")).build());
  }

  private static String text(String template, Instruction.Builder instruction) {
    return PromptText.of(template(template), instruction.build());
  }

  private static Template template(String text) {
    return Template.newBuilder()
        .setId("t")
        .setVersion(1)
        .setTask(Task.ANSWER)
        .setText(text)
        .setPublishedAt(Instant.EPOCH)
        .build();
  }
}

package io.blipstream.topology.recipe.alttext;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a dog | A dog.",
        "An image of a dog | A dog.",
        "there is a picture that shows two dogs | Two dogs.",
        "imagery of war | Imagery of war.",
        "éclairs, and tea! | Éclairs, and tea!",
        "a dog to the left of a cat | A dog to the left…",
        "a dog, cats and the big bear | A dog, cats…",
        "Donaudampfschifffahrtsgesellschaft | Donaudampfschifffah…"
      })
  void words_becomeOneSentenceThatFits(String words, String sentence) {
    assertThat(Sentence.of(words, 20).text()).isEqualTo(sentence);
  }

  @Property
  void whateverIsSaid_isOneLineWithinItsBounds(
      @ForAll String words, @ForAll @IntRange(min = 20, max = 200) int most) {
    Sentence sentence = Sentence.of(words, most);
    String text = sentence.text();
    assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(most);
    assertThat(text.codePoints())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    assertThat(text.endsWith("…") || !sentence.shortened()).isTrue();
  }
}

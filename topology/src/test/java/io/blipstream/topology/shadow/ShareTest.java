package io.blipstream.topology.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {
  private static final int EVENTS = 20_000;

  private static List<String> held(Share share) {
    return IntStream.range(0, EVENTS).mapToObj(i -> "event-" + i).filter(share::holds).toList();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.01, 0.25, 0.5, 1})
  void share_isAsLargeAsItSays(double fraction) {
    assertThat((double) held(new Share("canary", fraction)).size() / EVENTS)
        .isCloseTo(fraction, within(0.01));
  }

  @Test
  void nobodyAndEverybody_areMeantExactly() {
    assertThat(held(new Share("canary", 0))).isEmpty();
    assertThat(held(new Share("canary", 1))).hasSize(EVENTS);
  }

  @Test
  void largerShare_holdsTheSmallerOne() {
    assertThat(held(new Share("canary", 0.1))).containsAll(held(new Share("canary", 0.02)));
  }

  @Test
  void purposes_chooseIndependently() {
    List<String> canary = held(new Share("canary", 0.5));
    long both = held(new Share("shadow", 0.5)).stream().filter(canary::contains).count();
    assertThat((double) both / EVENTS).isCloseTo(0.25, within(0.02));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void whatIsNoShare_isRefused(double fraction) {
    assertThatThrownBy(() -> new Share("canary", fraction))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 1",
    "1, '', 0",
    "1 2 3, 1 2 3, 1",
    "9 1 2 3, 1 2 3, 0.857143",
    "1 2 3, 3 2 1, 0.333333",
    "1 2, 3 4, 0",
    "7 7 7 7, 7 7, 0.666667"
  })
  void tokensAgree_asFarAsTheirOrderDoes(String one, String other, double agreement) {
    assertThat(TokenAgreement.of(tokens(one), tokens(other))).isCloseTo(agreement, within(1e-6));
    assertThat(TokenAgreement.of(tokens(other), tokens(one))).isCloseTo(agreement, within(1e-6));
  }

  private static List<Integer> tokens(String text) {
    return text.isEmpty()
        ? List.of()
        : List.of(text.split(" ")).stream().map(Integer::valueOf).toList();
  }
}

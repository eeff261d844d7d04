package io.blipstream.ops.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Health health = new Health(PATIENCE);

  @Test
  void loading_livesAndIsNeitherStartedNorReady() {
    assertThat(health.live().good()).isTrue();
    assertThat(health.started().good()).isFalse();
    assertThat(health.ready().good()).isFalse();
    assertThat(health.ready().checks().get(0).detail()).isEqualTo("loading the model");
  }

  @Test
  void rebalancing_livesAndIsNotReady() {
    shows(State.REBALANCING, Duration.ZERO, Optional.empty());
    assertThat(health.live().good()).isTrue();
    assertThat(health.ready().good()).isFalse();
  }

  @Test
  void started_staysSoThroughALaterRebalance() {
    shows(State.RUNNING, Duration.ZERO, Optional.empty());
    assertThat(health.started().good()).isTrue();
    assertThat(health.ready().good()).isTrue();
    shows(State.REBALANCING, Duration.ZERO, Optional.empty());
    assertThat(health.started().good()).isTrue();
  }

  @Test
  void givenUp_isDead() {
    for (State state : new State[] {State.ERROR, State.PENDING_ERROR, State.NOT_RUNNING}) {
      shows(state, Duration.ZERO, Optional.empty());
      assertThat(health.live().good()).as(state.name()).isFalse();
    }
  }

  @Test
  void silentEngine_isFirstNotReadyAndThenDead() {
    shows(State.RUNNING, PATIENCE.plusSeconds(1), Optional.empty());
    assertThat(health.live().good()).isTrue();
    assertThat(health.ready().good()).isFalse();
    shows(State.RUNNING, PATIENCE.multipliedBy(5), Optional.empty());
    assertThat(health.live().good()).isFalse();
  }

  @Test
  void brokerAway_livesAndIsNotReady() {
    shows(State.RUNNING, Duration.ZERO, Optional.of("no answer"));
    assertThat(health.live().good()).isTrue();
    assertThat(health.ready().good()).isFalse();
  }

  @Test
  void ending_livesAndIsNotReadyWhateverItShows() {
    shows(State.NOT_RUNNING, Duration.ZERO, Optional.empty());
    health.stopping();
    assertThat(health.live().good()).isTrue();
    assertThat(health.ready().good()).isFalse();
  }

  private void shows(State state, Duration silence, Optional<String> brokerFault) {
    health.watch(() -> new Signs(state, silence, brokerFault));
  }
}

package io.blipstream.ops.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Origin;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** That the count can fail. */
class OutcomesTest {
  private final Outcomes outcomes = new Outcomes(97 * 3);

  @Test
  void whatIsMissingDoubledOrOutOfOrder_isCounted() {
    letter("letters-0", 96, 5);
    letter("letters-0", 193, 4);
    letter("letters-0", 96, 5);
    letter("letters-1", 193, 3);

    assertThat(outcomes.distinct()).isEqualTo(2);
    assertThat(outcomes.lost()).isEqualTo(97 * 3 - 2);
    assertThat(outcomes.doubled()).isEqualTo(2);
    assertThat(outcomes.outOfOrder()).isEqualTo(1);
    assertThat(outcomes.kept()).isFalse();
  }

  @Test
  void deadLetterOfAGoodEvent_isNotItsOwn() {
    letter("letters-0", 95, 5);

    assertThat(outcomes.mixed()).isEqualTo(1);
  }

  @Test
  void momentsComeOnceEach_beforeTheLastOutcome() {
    Moments moments = new Moments(5, 100, new Random(1));
    int due = 0;
    for (int outcome = 0; outcome < 100; outcome++) {
      while (moments.due(outcome)) {
        due++;
      }
    }
    assertThat(due).isEqualTo(5);
    assertThat(moments.passed()).isEqualTo(5);
  }

  private void letter(String place, int number, long offset) {
    outcomes.take(
        place,
        DeadLetter.newBuilder()
            .setFault("image-undecodable")
            .setMessage("m")
            .setEventId("event-" + number)
            .setOrigin(new Origin("events", 0, offset, Instant.EPOCH))
            .setFailedAt(Instant.EPOCH)
            .build());
  }
}

package io.blipstream.topology;

import static io.blipstream.topology.Events.answer;
import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Result;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class ErasureTest {
  @Test
  void erasureIsPassedOnUnderEveryNameThatResultsWentOutUnder() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.send(event("e1", caption("c", "caption-01"), answer("a", "answer-01", "?")).build());
      rig.send(event("e2", caption("d", "caption-01")).setSubject("another").build());
      rig.captions();
      rig.answers();

      erase(rig, "shoe/7", new RecordHeaders());

      assertThat(rig.captions())
          .allMatch(record -> record.value() == null)
          .extracting(TestRecord::key)
          .containsExactlyInAnyOrder("shoe/7/c", "shoe/7/d");
      assertThat(rig.answers())
          .allMatch(record -> record.value() == null)
          .extracting(TestRecord::key)
          .containsExactly("shoe/7/a");
      assertThat(rig.questions()).isEmpty();
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void namesInTheRequestAreErasedOnAllTopics() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      erase(
          rig,
          "shoe/7",
          new RecordHeaders().add("blipstream.instructions", "x1/x2/".getBytes(UTF_8)));

      for (List<TestRecord<String, Result>> topic :
          List.of(rig.captions(), rig.answers(), rig.questions())) {
        assertThat(topic).extracting(TestRecord::key).containsExactly("shoe/7/x1", "shoe/7/x2");
      }
    }
  }

  @Test
  void pendingWorkOfAnErasedSubject_isCancelledAtTheEngineToo_andNothingFollowsTheTombstone() {
    FakeEngine engine = FakeEngine.byHand();
    try (Rig rig = Rig.with(engine)) {
      rig.send(event("e1", caption("c", "caption-01")).build());
      rig.send(event("e2", caption("c", "caption-01")).setSubject("another").build());
      erase(rig, "shoe/7", new RecordHeaders());

      assertThat(engine.calls.get(0).reply()).isCancelled();
      engine.calls.get(1).answer();
      rig.glance();
      assertThat(rig.captions())
          .extracting(
              record ->
                  record.key() + (record.value() == null ? "" : " " + record.value().getStatus()))
          .containsExactly("shoe/7/c SUPERSEDED", "another/c OK", "shoe/7/c");
      assertThat(rig.blipstream.inFlight().events()).isZero();
    }
  }

  @Test
  void moreNamesThanAreRemembered_areToldInADeadLetter_exceptWhereTheRequestNamesThem() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      for (int i = 0; i < 17; i++) {
        int first = i * 60;
        rig.send(
            event(
                    "e" + i,
                    IntStream.range(first, first + 60)
                        .mapToObj(n -> caption("c" + n, "caption-01"))
                        .toArray(Instruction[]::new))
                .build());
      }
      rig.captions();

      erase(rig, "shoe/7", new RecordHeaders());
      assertThat(rig.captions()).hasSize(1_000);
      assertThat(rig.deadLetters())
          .singleElement()
          .satisfies(
              letter -> assertThat(letter.value().getFault()).isEqualTo("erasure-incomplete"));

      erase(
          rig, "shoe/7", new RecordHeaders().add("blipstream.instructions", "c1".getBytes(UTF_8)));
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  private static void erase(Rig rig, String subject, Headers headers) {
    rig.send(subject.getBytes(UTF_8), null, headers);
  }
}

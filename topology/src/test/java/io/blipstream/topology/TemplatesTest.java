package io.blipstream.topology;

import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static io.blipstream.topology.Events.template;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class TemplatesTest {
  @Test
  void newestVersionIsUsedUnlessOneIsPinned() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.publish(template("caption-01", 10, Task.CAPTION, "Ten."));
      rig.publish(template("caption-01", 9, Task.CAPTION, "Nine."));
      rig.publish(template("caption-01-b", 11, Task.CAPTION, "Another's."));
      rig.send(event("e1", caption("n", "caption-01"), caption("p", "caption-01@1")).build());

      assertThat(rig.captions())
          .extracting(record -> record.value().getPrompt())
          .containsExactly("Ten.", "A short image caption:");
    }
  }

  @Test
  void choiceIsTheSameForTheSameEventAndReachesEveryTemplate() {
    List<String> first = choices();

    assertThat(choices()).isEqualTo(first);
    assertThat(first.stream().collect(toSet())).hasSize(13);
    // Guards the hash itself: after a change of it, a replay would word prompts anew.
    assertThat(first.subList(0, 4))
        .containsExactly("caption-02", "caption-09", "caption-01", "caption-09");
  }

  private static List<String> choices() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      IntStream.range(0, 200).forEach(i -> rig.send(event("e" + i, caption("c", null)).build()));
      return rig.captions().stream().map(record -> record.value().getTemplateId()).toList();
    }
  }

  @Test
  void publishedVersionNeverChanges() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.publish(template("caption-01", 1, Task.CAPTION, "Something else."));
      rig.publish(template("caption-02", 1, Task.CAPTION, "A short image description:"));
      rig.send(event("e1", caption("c", "caption-01")).build());

      assertThat(rig.caption().getPrompt()).isEqualTo("A short image caption:");
      assertThat(rig.blipstream.templateCounts().contradicting()).isEqualTo(1);
      assertThat(rig.blipstream.templateCounts().accepted()).isEqualTo(29);
    }
  }

  @Test
  void firstWordsOfAVersionStay_afterARestartAndAWithdrawalToo() {
    Template first = template("own", 1, Task.CAPTION, "First.");
    Template second = template("own", 1, Task.CAPTION, "Second.");
    for (int start = 0; start < 2; start++) {
      // A start reads what the topic kept, and it keeps everything.
      try (Rig rig = Rig.with(FakeEngine.prompt())) {
        rig.publish(first);
        rig.publish(second);
        rig.publish("own@1", (byte[]) null);
        rig.publish(second);
        rig.send(event("e1", caption("c", "caption-01"), caption("d", "caption-02@1")).build());
        assertThat(rig.captions()).hasSize(2);

        rig.publish(first);
        rig.send(event("e2", caption("c", "own@1")).build());
        assertThat(rig.caption().getPrompt()).isEqualTo("First.");
        assertThat(rig.blipstream.templateCounts().contradicting()).isEqualTo(2);
      }
    }
  }

  @Test
  void refusedTemplateGetsOneDeadLetterOfItsOwn() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      byte[] garbage = {42, 42};
      rig.publish("caption-01@2", garbage);
      rig.publish(template("caption-01", 3, Task.CAPTION, "Needs a {Question}"));
      rig.publish(template("caption-01", 1, Task.CAPTION, "Something else."));
      rig.advance(Duration.ofSeconds(1));
      List<TestRecord<byte[], DeadLetter>> letters = rig.deadLetters();

      assertThat(letters)
          .extracting(letter -> letter.value().getFault())
          .containsExactly("record-unreadable", "template-invalid", "template-contradicting");
      DeadLetter letter = letters.get(0).value();
      assertThat(letter.getOrigin().getTopic()).isEqualTo("test.instruction-templates");
      assertThat(letter.getTemplate()).contains("caption-01@2");
      assertThat(letter.getValue()).contains(ByteBuffer.wrap(garbage));

      rig.publish(template("caption-01", 1, Task.CAPTION, "Something else again."));
      rig.advance(Duration.ofSeconds(5));
      assertThat(rig.deadLetters()).hasSize(1);
    }
  }

  @Test
  void badTemplateNeverReplacesTheLastGoodOne() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.publish(template("caption-01", 2, Task.CAPTION, "Needs a {Question}"));
      rig.publish("caption-01@3", template("caption-01", 4, Task.CAPTION, "Other key."));
      rig.publish("caption-01@5", new byte[] {0, 0, 0, 0, 1, 2, 3});
      rig.publish("caption-01@6", new byte[] {42});
      rig.publish("caption-01@7", rig.encoded(event("e", caption("c", null)).build()));
      rig.send(event("e1", caption("c", "caption-01")).build());

      Result result = rig.caption();
      assertThat(result.getTemplateVersion()).isEqualTo(1);
      assertThat(rig.blipstream.templateCounts().invalid()).isEqualTo(2);
      assertThat(rig.blipstream.templateCounts().unreadable()).isEqualTo(3);
    }
  }

  @Test
  void withdrawnVersionIsNotUsedAnyMore() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.publish(template("caption-01", 2, Task.CAPTION, "Two."));
      rig.publish("caption-01@2", (byte[]) null);
      rig.publish("no template's name", (byte[]) null);
      rig.send(event("e1", caption("c", "caption-01")).build());

      assertThat(rig.caption().getTemplateVersion()).isEqualTo(1);
    }
  }

  @Test
  void lateTemplateIsAwaited_andLaterEventsKeepTheirPlaceBehind() {
    FakeEngine engine = FakeEngine.prompt();
    try (Rig rig = Rig.with(engine)) {
      rig.send(event("e1", caption("c", "late@3"), caption("d", "caption-01")).build());
      rig.send(event("e2", caption("c", "caption-02")).build());
      rig.advance(Duration.ofSeconds(4));
      assertThat(rig.captions()).isEmpty();
      assertThat(rig.deadLetters()).isEmpty();

      rig.publish(template("late", 3, Task.CAPTION, "Better late."));
      rig.glance();

      assertThat(rig.captions())
          .extracting(record -> record.value().getPrompt())
          .containsExactly("Better late.", "A short image caption:", "A short image description:");
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void templateThatNeverComes_isADeadLetterAfterTheWait_andTheOthersAreAnswered() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.send(event("e1", caption("c", "late@3"), caption("d", "caption-01")).build());
      rig.advance(Duration.ofMillis(4_990));
      assertThat(rig.deadLetters()).isEmpty();
      rig.advance(Duration.ofMillis(10));

      assertThat(rig.deadLetters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.value().getFault()).isEqualTo("template-unknown");
                assertThat(letter.value().getInstructionId()).contains("c");
                assertThat(letter.value().getTemplate()).contains("late@3");
              });
      assertThat(rig.caption().getInstructionId()).isEqualTo("d");
    }
  }

  @Test
  void taskWithoutAnyTemplate_isAwaitedLikeAName() {
    Template only = template("first", 1, Task.CAPTION, "The first.");
    try (Rig rig = new Rig(FakeEngine.prompt(), null, settings -> settings, serdes -> serdes)) {
      rig.send(event("e1", caption("c", null)).build());
      assertThat(rig.captions()).isEmpty();

      rig.publish(only);
      rig.glance();

      assertThat(rig.caption().getPrompt()).isEqualTo("The first.");
    }
  }
}

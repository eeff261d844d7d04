package io.blipstream.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.demo.Tally.Kind;
import io.blipstream.ops.demo.Tally.Share;
import io.blipstream.ops.scenes.SceneObjects;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Decoding;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Timings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenPicturesTest {
  private static final SceneObjects OBJECTS = SceneObjects.load();
  private static final Origin ORIGIN =
      Origin.newBuilder()
          .setTopic("image-events")
          .setPartition(0)
          .setOffset(0)
          .setTimestamp(Instant.EPOCH)
          .build();

  private final Picture picture = new Pictures(OBJECTS, 5).next();
  private final OpenPictures open = new OpenPictures(new Judge(OBJECTS));

  @Test
  void pictureIsComplete_onceEveryInstructionIsAnswered_inTheOrderAsked() {
    open.add(picture);
    List<Asked> asked = picture.asked();
    for (int i = asked.size() - 1; i > 0; i--) {
      assertThat(open.take(result(asked.get(i), "nonsense"))).isEmpty();
    }
    Optional<AnsweredPicture> answered = open.take(result(asked.get(0), "nonsense"));
    assertThat(answered.orElseThrow().said()).extracting(Said::asked).isEqualTo(asked);
    assertThat(open.size()).isZero();
  }

  @Test
  void textIsRight_onlyWordForWord() {
    open.add(picture);
    AnsweredPicture answered = null;
    for (Asked asked : picture.asked()) {
      // An answer has one truth; caption and question are left wrong on purpose.
      String text = asked.instructionId().startsWith("answer") ? asked.truth() : "nonsense";
      answered = open.take(result(asked, text)).orElse(null);
    }
    Tally tally = new Tally();
    tally.add(answered);
    long answers = picture.asked().size() - 2L;
    assertThat(tally.of(Kind.ANSWERS)).isEqualTo(new Share(answers, answers));
    assertThat(tally.of(Kind.CAPTIONS)).isEqualTo(new Share(0, 1));
    assertThat(tally.of(Kind.QUESTIONS)).isEqualTo(new Share(0, 1));
    assertThat(answered.said().get(0).truth()).isNotEmpty();
  }

  @Test
  void deadLetterOfTheWholePicture_completesItWithoutATextThatCounts() {
    open.add(picture);
    AnsweredPicture answered = open.take(letter(Optional.empty())).orElseThrow();
    assertThat(answered.said()).allMatch(Said::dead);
    Tally tally = new Tally();
    tally.add(answered);
    assertThat(tally.overall().all()).isZero();
    assertThat(tally.pictures()).isEqualTo(1);
  }

  @Test
  void deadLetterOfOneInstruction_standsForThatOneOnly() {
    open.add(picture);
    assertThat(open.take(letter(Optional.of("caption")))).isEmpty();
    AnsweredPicture answered = null;
    for (Asked asked : picture.asked().subList(1, picture.asked().size())) {
      answered = open.take(result(asked, "nonsense")).orElse(null);
    }
    assertThat(answered.said()).filteredOn(Said::dead).hasSize(1);
    assertThat(answered.said().get(0).text()).contains("inference-failed");
  }

  @Test
  void resultOfAnotherPicture_isPassedOver() {
    assertThat(open.take(result(picture.asked().get(0), "nonsense"))).isEmpty();
  }

  @Test
  void cardOfTheReport_trustsNoText() {
    open.add(picture);
    AnsweredPicture answered = null;
    for (Asked asked : picture.asked()) {
      answered = open.take(result(asked, "<script>\"'&")).orElse(null);
    }
    assertThat(ReportCard.html(answered))
        .doesNotContain("<script>")
        .contains("&lt;script&gt;&quot;&#39;&amp;", "alt=\"" + picture.description());
  }

  private Result result(Asked asked, String text) {
    return Result.newBuilder()
        .setEventId(picture.eventId())
        .setSubject(picture.eventId())
        .setInstructionId(asked.instructionId())
        .setFeed("scenes")
        .setTask(Task.CAPTION)
        .setStatus(Status.OK)
        .setText(text)
        .setTemplateId("caption-01")
        .setTemplateVersion(1)
        .setPrompt("p")
        .setModelId("m")
        .setModelDigest("d")
        .setDecoding(new Decoding("greedy", 24, 2))
        .setTimings(new Timings(1.0, 1.0, 1.0, 1.0, 1.0, 5.0))
        .setBatchSize(1)
        .setImageReused(false)
        .setOrigin(ORIGIN)
        .setOccurredAt(Instant.EPOCH)
        .setCompletedAt(Instant.EPOCH)
        .build();
  }

  private DeadLetter letter(Optional<String> instruction) {
    return DeadLetter.newBuilder()
        .setFault("inference-failed")
        .setMessage("it failed")
        .setEventId(picture.eventId())
        .setInstructionId(instruction.orElse(null))
        .setOrigin(ORIGIN)
        .setFailedAt(Instant.EPOCH)
        .build();
  }
}

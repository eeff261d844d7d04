package io.blipstream.topology;

import static io.blipstream.topology.Events.answer;
import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static io.blipstream.topology.Events.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.engine.ImageFacts;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Choice;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Lane;
import io.blipstream.schemas.Options;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Turn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class ResultsTest {
  @Test
  void eachTaskGoesToItsTopicInTheWordsOfItsTemplate() {
    FakeEngine engine = FakeEngine.prompt();
    try (Rig rig = Rig.with(engine)) {
      rig.send(
          event(
                  "e1",
                  caption("c", "caption-03"),
                  answer("a", "answer-05", " What is on the left? "),
                  question("q", "question-03", "two dogs"))
              .build());

      assertThat(engine.calls).hasSize(1);
      assertThat(engine.prompts(0))
          .containsExactly(
              "A photo of",
              "Question: What is on the left? Short answer:",
              "Given the visual representation, create a question for which the answer is \"two"
                  + " dogs\"");
      assertThat(texts(rig.captions())).containsExactly("says: A photo of");
      assertThat(texts(rig.answers()))
          .containsExactly("says: Question: What is on the left? Short answer:");
      assertThat(rig.questions()).extracting(TestRecord::key).containsExactly("shoe/7/q");
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void candidatesAreRanked_bestFirst() {
    FakeEngine engine = FakeEngine.prompt();
    Instruction ranked =
        Events.instruction("a", Task.ANSWER, "answer-05")
            .setQuestion("what color is it?")
            .setCandidates(List.of("red", "orange", "blue"))
            .build();
    try (Rig rig = Rig.with(engine)) {
      rig.send(event("e1", ranked).build());

      Result result = rig.answers().get(0).value();
      assertThat(engine.calls.get(0).request().prompts().get(0).options().candidates())
          .containsExactly("red", "orange", "blue");
      assertThat(result.getChoice()).contains(result.getText().orElseThrow());
      assertThat(result.getChoices())
          .extracting(Choice::getText)
          .containsExactly("orange", "blue", "red");
      assertThat(result.getDecoding().getMethod()).isEqualTo("ranking");
    }
  }

  @Test
  void candidatesThatCannotBeRanked_areADeadLetter() {
    FakeEngine engine = FakeEngine.prompt();
    List<List<String>> bad =
        List.of(
            List.of("a", "a"),
            List.of("a", " "),
            List.of("x".repeat(201)),
            Collections.nCopies(257, "a"));
    try (Rig rig = Rig.with(engine)) {
      for (List<String> candidates : bad) {
        rig.send(
            event(
                    "e1",
                    Events.instruction("a", Task.ANSWER, "answer-05")
                        .setQuestion("what color is it?")
                        .setCandidates(candidates)
                        .build())
                .build());
      }
      assertThat(engine.calls).isEmpty();
      assertThat(rig.deadLetters())
          .extracting(record -> record.value().getFault())
          .containsExactly("event-invalid", "event-invalid", "event-invalid", "event-invalid");
    }
  }

  @Test
  void textInThePictureAndDialogue_areToldToTheModel() {
    FakeEngine engine = FakeEngine.prompt();
    try (Rig rig = Rig.with(engine)) {
      rig.send(
          event(
                  "e1",
                  Events.instruction("a", Task.ANSWER, "answer-05")
                      .setQuestion("what does it cost?")
                      .setOcrTokens(List.of("SALE", "5 $"))
                      .setHistory(List.of(new Turn("Is it a shoe?", "yes")))
                      .build())
              .build());

      assertThat(engine.prompts(0))
          .containsExactly(
              "OCR tokens: SALE, 5 $. Dialog history: Q: Is it a shoe? A: yes\n"
                  + " Question: what does it cost? Short answer:");
      assertThat(rig.answers()).hasSize(1);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void framesOfAClip_areLookedAtTogetherInTheirOrder() {
    ImageFacts second = new ImageFacts("cd34", "jpeg", 64, 48, 2);
    FakeEngine engine =
        FakeEngine.replying(
            request ->
                new Reply.Answered(
                    FakeEngine.MODEL,
                    List.of(FakeEngine.IMAGE, second),
                    request.prompts().stream().map(FakeEngine::answer).toList()));
    ByteBuffer last = ByteBuffer.wrap(new byte[] {9, 9});
    try (Rig rig = Rig.with(engine)) {
      rig.send(
          event("e1", caption("c", "caption-03"))
              .setImages(List.of(Events.image().build(), Events.image().setBytes(last).build()))
              .build());

      assertThat(engine.calls.get(0).request().frames())
          .containsExactly(ByteBuffer.wrap(new byte[] {1, 2, 3}), last);
      Result result = rig.caption();
      assertThat(result.getImage().orElseThrow().getSha256()).isEqualTo("ab12");
      assertThat(result.getFrames())
          .extracting(frame -> frame.getSha256())
          .containsExactly("ab12", "cd34");
    }
  }

  @Test
  void resultCarriesItsFullProvenance() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.send(event("e1", caption("c", "caption-03@1")).build());

      TestRecord<String, Result> record = rig.captions().get(0);
      assertThat(record.key()).isEqualTo("shoe/7/c");
      assertThat(record.getRecordTime()).isEqualTo(Rig.SENT);
      Result result = record.value();
      assertThat(result.getEventId()).isEqualTo("e1");
      assertThat(result.getSubject()).isEqualTo("shoe/7");
      assertThat(result.getInstructionId()).isEqualTo("c");
      assertThat(result.getFeed()).isEqualTo("catalog");
      assertThat(result.getTask()).isEqualTo(Task.CAPTION);
      assertThat(result.getStatus()).isEqualTo(Status.OK);
      assertThat(result.getConfidence()).contains(0.7);
      assertThat(result.getTokenLogProbabilities()).containsExactly(-0.25f, -0.5f);
      assertThat(result.getTemplateId()).isEqualTo("caption-03");
      assertThat(result.getTemplateVersion()).isEqualTo(1);
      assertThat(result.getPrompt()).isEqualTo("A photo of");
      assertThat(result.getModelId()).isEqualTo("tiny");
      assertThat(result.getModelDigest()).isEqualTo("d1");
      assertThat(result.getDecoding().getMethod()).isEqualTo("greedy");
      assertThat(result.getDecoding().getMaxNewTokens()).isEqualTo(24);
      assertThat(result.getDecoding().getNewTokens()).isEqualTo(2);
      assertThat(result.getImage())
          .hasValueSatisfying(
              image -> {
                assertThat(image.getSha256()).isEqualTo("ab12");
                assertThat(image.getFormat()).isEqualTo("png");
                assertThat(image.getWidth()).isEqualTo(640);
                assertThat(image.getHeight()).isEqualTo(480);
                assertThat(image.getBytes()).isEqualTo(3);
              });
      assertThat(result.getFrames()).isEmpty();
      assertThat(result.getTimings().getQueueMs()).isEqualTo(1);
      assertThat(result.getTimings().getDecodeMs()).isEqualTo(2);
      assertThat(result.getTimings().getVisionMs()).isEqualTo(3);
      assertThat(result.getTimings().getQformerMs()).isEqualTo(4);
      assertThat(result.getTimings().getLanguageMs()).isEqualTo(5);
      assertThat(result.getTimings().getTotalMs()).isEqualTo(15.5);
      assertThat(result.getBatchSize()).isEqualTo(16);
      assertThat(result.getImageReused()).isTrue();
      assertThat(result.getOrigin().getTopic()).isEqualTo("test.image-events");
      assertThat(result.getOrigin().getPartition()).isZero();
      assertThat(result.getOrigin().getOffset()).isZero();
      assertThat(result.getOrigin().getTimestamp()).isEqualTo(Rig.SENT);
      assertThat(result.getOccurredAt()).isEqualTo(Events.OCCURRED);
      assertThat(result.getCompletedAt()).isEqualTo(rig.clock.instant());
      assertThat(result.getAttributes()).isEqualTo(Map.of("tenant", "t1"));
    }
  }

  @Test
  void traceIsCarriedAndWhatDescribesTheInputIsNot() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      Headers headers =
          new RecordHeaders()
              .add("traceparent", utf8("00-aa-bb-01"))
              .add("tracestate", utf8("vendor=1"))
              .add("ce_id", utf8("the input's"))
              .add("__key_schema_id", new byte[] {1})
              .add("private", utf8("x"));
      rig.send(event("e1", caption("c", "caption-03")).build(), headers);

      assertThat(strings(rig.captions().get(0).headers()))
          .isEqualTo(
              new TreeMap<>(
                  Map.of(
                      "traceparent", "00-aa-bb-01",
                      "tracestate", "vendor=1",
                      "ce_specversion", "1.0",
                      "ce_id", "e1/c",
                      "ce_source", "/blipstream/test.image-events",
                      "ce_type", "io.blipstream.result.caption",
                      "ce_subject", "shoe/7",
                      "ce_time", "2024-03-01T12:00:00Z",
                      "ce_dataschema",
                          "urn:blipstream:avro:io.blipstream.schemas.Result:%016x"
                              .formatted(
                                  SchemaNormalization.parsingFingerprint64(
                                      Result.getClassSchema())),
                      "content-type", "application/avro")));
    }
  }

  @Test
  void engineGetsTheEventsPictureLaneFeedAndDeadline() {
    FakeEngine engine = FakeEngine.prompt();
    try (Rig rig = Rig.with(engine)) {
      ImageEvent event =
          event("e1", caption("c", null))
              .setLane(Lane.BULK)
              .setDeadline(rig.clock.instant().plusSeconds(9))
              .build();
      rig.send(event);

      assertThat(engine.calls.get(0).request())
          .satisfies(
              request -> {
                assertThat(request.frames()).containsExactly(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                assertThat(request.lane()).isEqualTo(io.blipstream.runtime.engine.Lane.BULK);
                assertThat(request.feed()).isEqualTo("catalog");
                assertThat(request.deadline()).isEqualTo(event.getDeadline());
              });
    }
  }

  @Test
  void expiredEvent_isAnsweredWithoutTheEngine() {
    FakeEngine engine = FakeEngine.prompt();
    try (Rig rig = Rig.with(engine)) {
      rig.send(
          event("e1", caption("c", "caption-01"), answer("a", "answer-01", "Why?"))
              .setDeadline(rig.clock.instant())
              .build());

      assertThat(engine.calls).isEmpty();
      Result caption = rig.caption();
      assertThat(caption.getStatus()).isEqualTo(Status.EXPIRED);
      assertThat(caption.getText()).isEmpty();
      assertThat(caption.getImage()).isEmpty();
      assertThat(caption.getPrompt()).isEqualTo("A short image caption:");
      assertThat(rig.answers()).hasSize(1);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void expiredAtTheEngine_isAResultAndNoDeadLetter() {
    try (Rig rig = Rig.with(FakeEngine.rejecting(FaultCode.DEADLINE_EXPIRED))) {
      rig.send(event("e1", caption("c", "caption-01"), caption("d", "caption-02")).build());

      assertThat(rig.captions())
          .extracting(record -> record.value().getStatus())
          .containsExactly(Status.EXPIRED, Status.EXPIRED);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void expiredPrompt_doesNotTakeItsNeighbourAlong() {
    FakeEngine engine =
        FakeEngine.replying(
            request ->
                new Reply.Answered(
                    FakeEngine.MODEL,
                    List.of(FakeEngine.IMAGE),
                    List.of(
                        FakeEngine.answer(request.prompts().get(0)),
                        new Outcome.Failed(new Fault(FaultCode.DEADLINE_EXPIRED, "late")))));
    try (Rig rig = Rig.with(engine)) {
      rig.send(event("e1", caption("c", "caption-01"), caption("d", "caption-02")).build());

      assertThat(rig.captions())
          .extracting(record -> record.value().getStatus())
          .containsExactly(Status.OK, Status.EXPIRED);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void decodingOptions_instructionBeforeTemplateBeforeApplication() {
    FakeEngine engine = FakeEngine.prompt();
    try (Rig rig = Rig.with(engine)) {
      rig.publish(
          io.blipstream.schemas.Template.newBuilder(
                  Events.template("long", 1, Task.CAPTION, "Tell a story."))
              .setOptions(options(90))
              .build());
      rig.send(
          event(
                  "e1",
                  Events.instruction("own", Task.CAPTION, "long").setOptions(options(7)).build(),
                  caption("templates", "long"),
                  caption("applications", "caption-01"))
              .build());

      assertThat(engine.calls.get(0).request().prompts())
          .extracting(prompt -> prompt.options().maxNewTokens())
          .containsExactly(7, 90, 24);
    }
  }

  @Test
  void recordWithoutTimestamp_isAnsweredLikeAnyOther() {
    assertThat(
            BlipstreamTopology.lenient()
                .extract(
                    new org.apache.kafka.clients.consumer.ConsumerRecord<>("t", 0, 0, null, null),
                    -1))
        .isZero();
  }

  private static Options options(int tokens) {
    return Options.newBuilder().setMaxNewTokens(tokens).build();
  }

  private static List<String> texts(List<TestRecord<String, Result>> records) {
    return records.stream().map(record -> record.value().getText().orElseThrow()).toList();
  }

  static Map<String, String> strings(Headers headers) {
    Map<String, String> all = new TreeMap<>();
    headers.forEach(each -> all.put(each.key(), new String(each.value(), StandardCharsets.UTF_8)));
    return all;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

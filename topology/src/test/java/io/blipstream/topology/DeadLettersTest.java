package io.blipstream.topology;

import static io.blipstream.topology.Events.answer;
import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static io.blipstream.topology.Events.image;
import static io.blipstream.topology.Events.instruction;
import static io.blipstream.topology.ResultsTest.strings;
import static io.blipstream.topology.ResultsTest.utf8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Options;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Turn;
import io.blipstream.topology.routing.ReplayHeaders;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLettersTest {
  @Test
  void undecodablePicture_costsExactlyOneDeadLetterWithTheOriginalByteForByte() {
    try (Rig rig = Rig.with(FakeEngine.rejecting(FaultCode.IMAGE_UNDECODABLE))) {
      ImageEvent event =
          event("e1", caption("c", null), caption("d", "unheard-of@1@"), answer("a", null, "Why?"))
              .build();
      Headers headers =
          new RecordHeaders()
              .add("traceparent", utf8("00-aa-bb-01"))
              .add("twice", new byte[] {0, -1})
              .add("twice", null);
      rig.send(event, headers);
      rig.send(event("e2", caption("c", null)).build());

      List<TestRecord<byte[], DeadLetter>> letters = rig.deadLetters();
      assertThat(letters).hasSize(2);
      DeadLetter letter = letters.get(0).value();
      assertThat(letter.getFault()).isEqualTo("image-undecodable");
      assertThat(letter.getEventId()).contains("e1");
      assertThat(letter.getInstructionId()).isEmpty();
      assertThat(letter.getOrigin().getTopic()).isEqualTo("test.image-events");
      assertThat(letter.getOrigin().getOffset()).isZero();
      assertThat(letter.getOrigin().getTimestamp()).isEqualTo(Rig.SENT);
      assertThat(letter.getAttempts()).isEqualTo(1);
      assertThat(letter.getFailedAt()).isEqualTo(rig.clock.instant());
      assertThat(letter.getKey()).contains(ByteBuffer.wrap(Rig.key(event)));
      assertThat(letter.getValue()).contains(ByteBuffer.wrap(rig.encoded(event)));
      assertThat(letter.getHeaders())
          .extracting(header -> header.getKey() + header.getValue().map(ByteBuffer::remaining))
          .containsExactly("traceparentOptional[11]", "twiceOptional[2]", "twiceOptional.empty");
      assertThat(letter.getHeaders().get(1).getValue())
          .contains(ByteBuffer.wrap(new byte[] {0, -1}));

      assertThat(letters.get(0).key()).isEqualTo(Rig.key(event));
      assertThat(strings(letters.get(0).headers()))
          .containsAllEntriesOf(
              Map.of(
                  "traceparent", "00-aa-bb-01",
                  "blipstream.fault", "image-undecodable",
                  "blipstream.attempts", "1",
                  "__streams.errors.stacktrace",
                      "io.blipstream.runtime.fault.FatalException: rejected",
                  "__streams.errors.exception", "io.blipstream.runtime.fault.FatalException",
                  "__streams.errors.message", "rejected",
                  "__streams.errors.topic", "test.image-events",
                  "__streams.errors.partition", "0",
                  "__streams.errors.offset", "0"));
      assertThat(rig.captions()).isEmpty();
      assertThat(rig.answers()).isEmpty();
    }
  }

  @Test
  void badInstructions_areDeadLettersOfTheirOwnWhileTheOthersAreAnswered() {
    FakeEngine engine = FakeEngine.prompt();
    try (Rig rig = Rig.with(engine)) {
      rig.send(
          event(
                  "e1",
                  caption("unknown", "Not A Name"),
                  caption("mismatched", "answer-02"),
                  answer("wordless", null, "  "),
                  answer("endless", "answer-01", "x".repeat(2_001)),
                  instruction("answerless", Task.QUESTION, null).setQuestion("not this").build(),
                  instruction("tokens", Task.CAPTION, "caption-01")
                      .setOptions(Options.newBuilder().setMaxNewTokens(0).build())
                      .build(),
                  caption("good", "caption-01"))
              .build());

      assertThat(rig.caption().getInstructionId()).isEqualTo("good");
      assertThat(engine.prompts(0)).containsExactly("A short image caption:");
      List<TestRecord<byte[], DeadLetter>> letters = rig.deadLetters();
      assertThat(
              letters.stream()
                  .map(TestRecord::value)
                  .collect(
                      toMap(
                          each -> each.getInstructionId().orElseThrow(), each -> each.getFault())))
          .isEqualTo(
              Map.of(
                  "unknown", "template-unknown",
                  "mismatched", "template-mismatched",
                  "wordless", "event-invalid",
                  "endless", "event-invalid",
                  "answerless", "event-invalid",
                  "tokens", "event-invalid"));
      assertThat(letters)
          .allSatisfy(
              letter -> {
                assertThat(letter.value().getEventId()).contains("e1");
                assertThat(letter.value().getValue()).isPresent();
              });
      assertThat(letters.get(0).value().getTemplate()).contains("Not A Name");
      assertThat(letters.get(1).value().getTemplate()).contains("answer-02@1");
    }
  }

  @Test
  void unknownTask_isRefusedAndNotDoneWrong() {
    FakeEngine engine = FakeEngine.prompt();
    try (Rig rig = Rig.with(engine)) {
      rig.send(event("e1", instruction("i", Task.UNKNOWN, null).build()).build());

      assertThat(engine.calls).isEmpty();
      assertThat(faults(rig)).containsExactly("instruction-unsupported");
    }
  }

  static Stream<Arguments> boundless() {
    return Stream.of(
        Arguments.of(asked().setOcrTokens(Collections.nCopies(1_001, "SALE"))),
        Arguments.of(asked().setOcrTokens(List.of("x".repeat(101)))),
        Arguments.of(asked().setHistory(Collections.nCopies(33, new Turn("Who?", "She.")))),
        Arguments.of(asked().setHistory(List.of(new Turn("Who?", " ")))),
        Arguments.of(asked().setHistory(List.of(new Turn("x".repeat(501), "She.")))));
  }

  private static Instruction.Builder asked() {
    return instruction("i", Task.ANSWER, "answer-05").setQuestion("Why?");
  }

  @ParameterizedTest
  @MethodSource("boundless")
  void contextBeyondItsBounds_isADeadLetter(Instruction.Builder instruction) {
    FakeEngine engine = FakeEngine.prompt();
    try (Rig rig = Rig.with(engine)) {
      rig.send(event("e1", instruction.build()).build());

      assertThat(engine.calls).isEmpty();
      assertThat(faults(rig)).containsExactly("event-invalid");
    }
  }

  @Test
  void promptThatFailsInItsBatch_doesNotTakeItsNeighbourAlong() {
    FakeEngine engine =
        FakeEngine.replying(
            request ->
                new Reply.Answered(
                    FakeEngine.MODEL,
                    List.of(FakeEngine.IMAGE),
                    List.of(
                        new Outcome.Failed(new Fault(FaultCode.INFERENCE_FAILED, "broke")),
                        FakeEngine.answer(request.prompts().get(1)))));
    try (Rig rig = Rig.with(engine)) {
      rig.send(event("e1", caption("c", "caption-01"), caption("d", "caption-02")).build());

      assertThat(rig.caption().getInstructionId()).isEqualTo("d");
      DeadLetter letter = rig.deadLetters().get(0).value();
      assertThat(letter.getFault()).isEqualTo("inference-failed");
      assertThat(letter.getInstructionId()).contains("c");
      assertThat(letter.getTemplate()).contains("caption-01@1");
      assertThat(letter.getValue()).isPresent();
    }
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("no value", (Spoiler) bytes -> null),
        Arguments.of("no bytes", (Spoiler) bytes -> new byte[0]),
        Arguments.of("bad magic byte", (Spoiler) bytes -> with(bytes, 0, 42)),
        Arguments.of("unknown schema id", (Spoiler) bytes -> with(bytes, 1, 99)),
        Arguments.of("truncated", (Spoiler) bytes -> Arrays.copyOf(bytes, bytes.length - 3)),
        Arguments.of("longer", (Spoiler) bytes -> Arrays.copyOf(bytes, bytes.length + 1)));
  }

  /** Turns a good record's value into a bad one. */
  interface Spoiler {
    byte[] spoil(byte[] bytes);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void unreadableRecord_becomesADeadLetterAndStopsNobody(String name, Spoiler spoiler) {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      byte[] good = rig.encoded(event("e1", caption("c", "caption-01")).build());
      byte[] bad = spoiler.spoil(good.clone());
      // No subject either: a subject without a value would be a request to forget it.
      byte[] key = {9, -1, 9};
      rig.send(key, bad, new RecordHeaders().add("h", new byte[] {7}));
      rig.send(event("e2", caption("c", "caption-01")).build());

      DeadLetter letter = rig.deadLetters().get(0).value();
      assertThat(letter.getFault()).isEqualTo("record-unreadable");
      assertThat(letter.getEventId()).isEmpty();
      assertThat(letter.getKey()).contains(ByteBuffer.wrap(key));
      assertThat(letter.getValue()).isEqualTo(Optional.ofNullable(bad).map(ByteBuffer::wrap));
      assertThat(letter.getHeaders().get(0).getValue()).contains(ByteBuffer.wrap(new byte[] {7}));
      assertThat(rig.caption().getEventId()).isEqualTo("e2");
    }
  }

  static Stream<Arguments> invalid() {
    Instruction good = caption("c", "caption-01");
    return Stream.of(
        Arguments.of("event-invalid", event("", good)),
        Arguments.of("event-invalid", event("x".repeat(257), good)),
        Arguments.of("event-invalid", event("e", good).setSubject("")),
        Arguments.of("event-invalid", event("e", good).setSubject("x".repeat(513))),
        Arguments.of("event-invalid", event("e", good).setFeed("x".repeat(257))),
        Arguments.of("event-invalid", event("e")),
        Arguments.of("event-invalid", event("e", many(65))),
        Arguments.of("event-invalid", event("e", good, good)),
        Arguments.of("event-invalid", event("e", caption("a/b", null))),
        Arguments.of("event-invalid", event("e", caption("", null))),
        Arguments.of(
            "event-invalid", event("e", good).setAttributes(Map.of("k", "x".repeat(8_192)))),
        Arguments.of("event-invalid", event("e", good).setImages(List.of())),
        Arguments.of(
            "event-invalid", event("e", good).setImages(List.of(image().setBytes(null).build()))),
        Arguments.of(
            "event-invalid",
            event("e", good).setImages(List.of(image().setUri("http://x/y").build()))),
        Arguments.of(
            "image-fetch-refused",
            event("e", good)
                .setImages(List.of(image().setBytes(null).setUri("http://x/y").build()))),
        Arguments.of(
            "event-invalid", event("e", good).setImages(Collections.nCopies(33, image().build()))),
        Arguments.of(
            "image-fetch-refused",
            event("e", good)
                .setImages(
                    List.of(image().build(), image().setBytes(null).setUri("http://x/y").build()))),
        Arguments.of(
            "image-digest-mismatch",
            event("e", good).setImages(List.of(image().setSha256("00").build()))));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void eventThatBreaksTheContract_isOneDeadLetter(String fault, ImageEvent.Builder event) {
    FakeEngine engine = FakeEngine.prompt();
    try (Rig rig = Rig.with(engine)) {
      rig.send(event.build());

      assertThat(faults(rig)).containsExactly(fault);
      assertThat(engine.calls).isEmpty();
    }
  }

  @Test
  void boundsOfTheContractThemselvesAreValid() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.send(
          event("x".repeat(256), many(64))
              .setSubject("x".repeat(512))
              .setImages(
                  List.of(
                      image()
                          .setSha256(
                              "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81")
                          .build()))
              .build());

      assertThat(rig.captions()).hasSize(64);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "41, 42", "-1, 1", "x, 1", "'', 1", "99999999999, 1"})
  void replayedRecord_isCountedAsAFurtherAttempt(String before, int attempt) {
    try (Rig rig = Rig.with(FakeEngine.rejecting(FaultCode.IMAGE_UNDECODABLE))) {
      rig.send(
          event("e1", caption("c", null)).build(),
          new RecordHeaders().add(ReplayHeaders.ATTEMPTS, utf8(before)));

      assertThat(rig.deadLetters().get(0).value().getAttempts()).isEqualTo(attempt);
    }
  }

  private static List<String> faults(Rig rig) {
    return rig.deadLetters().stream().map(letter -> letter.value().getFault()).toList();
  }

  private static Instruction[] many(int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> caption("i" + i, "caption-01"))
        .toArray(Instruction[]::new);
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    return bytes;
  }
}

package io.blipstream.topology;

import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static io.blipstream.topology.Events.image;
import static io.blipstream.topology.Events.instruction;
import static io.blipstream.topology.ResultsTest.strings;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Original;
import io.blipstream.schemas.Task;
import io.blipstream.topology.routing.Sha256;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Letters about records that are too large for one. */
class LargeLettersTest {
  private static final int SMALL_LETTER = TopologySettings.LEAST_LETTER;

  @Test
  void manyBadInstructionsAndALargePicture_doNotMultiplyThePicture() {
    try (Rig rig = Rig.with(FakeEngine.prompt(), settings -> small(settings, 1_000))) {
      Instruction[] bad =
          IntStream.range(0, 60)
              .mapToObj(i -> caption("i" + i, "answer-01"))
              .toArray(Instruction[]::new);
      rig.send(
          event("e1", bad)
              .setImages(List.of(image().setBytes(ByteBuffer.wrap(new byte[10_000])).build()))
              .build());

      List<DeadLetter> letters = rig.deadLetters().stream().map(TestRecord::value).toList();
      assertThat(letters).hasSize(60);
      assertThat(letters.get(0).getValue()).isPresent();
      assertThat(letters.stream().filter(each -> each.getValue().isPresent())).hasSizeBetween(1, 3);
      assertThat(letters.get(59).getMessage()).endsWith("in the first dead letter of this record");
      assertThat(letters.get(59).getOriginal()).isEqualTo(Original.EARLIER);
      assertThat(letters.get(59).getValueSha256())
          .isEqualTo(letters.get(0).getValueSha256())
          .contains(Sha256.of(letters.get(0).getValue().orElseThrow()));
    }
  }

  @Test
  void recordTooLargeForADeadLetter_isNamedWithoutItsBytes() {
    try (Rig rig =
        Rig.with(
            FakeEngine.rejecting(FaultCode.IMAGE_TOO_LARGE), settings -> small(settings, 1_000))) {
      byte[] large = new byte[100_000];
      rig.send(large, large, new RecordHeaders());

      TestRecord<byte[], DeadLetter> letter = rig.deadLetters().get(0);
      assertThat(letter.value().getFault()).isEqualTo("record-unreadable");
      assertThat(letter.value().getValue()).isEmpty();
      assertThat(letter.value().getKey()).isEmpty();
      assertThat(letter.key()).isNull();
      assertThat(letter.value().getMessage()).contains("its origin says where they were");
    }
  }

  @Test
  void valueThatIsLeftOut_isSaidWithItsSizeAndDigestWhileKeyAndHeadersStay() {
    try (Rig rig =
        Rig.with(FakeEngine.prompt(), settings -> settings.withLettersUpTo(SMALL_LETTER))) {
      byte[] large = new byte[SMALL_LETTER];
      rig.send(new byte[] {1}, large, new RecordHeaders().add("h", new byte[] {7}));

      TestRecord<byte[], DeadLetter> record = rig.deadLetters().get(0);
      DeadLetter letter = record.value();
      String digest = Sha256.of(ByteBuffer.wrap(large));
      assertThat(letter.getValue()).isEmpty();
      assertThat(letter.getOriginal()).isEqualTo(Original.LEFT_OUT);
      assertThat(letter.getValueBytes()).contains((long) SMALL_LETTER);
      assertThat(letter.getValueSha256()).contains(digest);
      assertThat(letter.getKey()).contains(ByteBuffer.wrap(new byte[] {1}));
      assertThat(letter.getHeaders()).hasSize(1);
      assertThat(strings(record.headers()))
          .containsEntry("blipstream.original", "left_out")
          .containsEntry("blipstream.original.bytes", Integer.toString(SMALL_LETTER))
          .containsEntry("blipstream.original.sha256", digest);
    }
  }

  /** Whoever sends an event could else make a letter that no topic takes, and stop the pipeline. */
  @Test
  void noLetterIsLongerThanItsTopicTakes() {
    try (Rig rig =
        Rig.with(FakeEngine.prompt(), settings -> settings.withLettersUpTo(SMALL_LETTER))) {
      String endless = "\u00e4".repeat(200_000);
      rig.send(
          event("e1", instruction("i", Task.CAPTION, endless).build()).build(),
          new RecordHeaders().add("h", new byte[100_000]));

      TestRecord<byte[], DeadLetter> letter = rig.deadLetters().get(0);
      assertThat(rig.encoded(letter.value()).length).isLessThan(SMALL_LETTER / 2);
      assertThat(letter.value().getOriginal()).isEqualTo(Original.LEFT_OUT);
    }
  }

  private static TopologySettings small(TopologySettings settings, int largestRecord) {
    return new TopologySettings(
        settings.topics(), settings.partitions(), largestRecord, settings.enrichment());
  }
}

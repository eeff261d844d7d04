package io.blipstream.topology;

import static io.blipstream.topology.Events.answer;
import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.Image;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class ChangelogTest {
  private static final String PICTURE = "the bytes of a picture, which are nobody else's";

  @Test
  void noByteOfAPictureGoesIntoAChangelog_whateverBecomesOfItsEvent() {
    List<String> written = new ArrayList<>();
    FakeEngine engine = FakeEngine.byHand();
    try (Rig rig = Rig.with(engine)) {
      // Answered, refused, not readable, and still at the engine when its subject is forgotten.
      rig.send(event("e1", caption("c", "caption-01")).setImages(List.of(picture())).build());
      engine.calls.get(0).answer();
      rig.glance();
      rig.send(event("e2", answer("a", "no-such", "?")).setImages(List.of(picture())).build());
      rig.send(PICTURE.getBytes(ISO_8859_1), PICTURE.getBytes(ISO_8859_1), new RecordHeaders());
      rig.send(event("e3", caption("d", "caption-01")).setImages(List.of(picture())).build());
      rig.send("shoe/7".getBytes(ISO_8859_1), null, new RecordHeaders());
      rig.advance(Rig.WAITS.template());
      rig.glance();

      for (TestRecord<byte[], byte[]> record : changes(rig)) {
        written.add(text(record.key()) + text(record.value()));
      }
    }
    assertThat(written).isNotEmpty().noneMatch(record -> record.contains("picture"));
  }

  private static List<TestRecord<byte[], byte[]>> changes(Rig rig) {
    return rig.driver
        .createOutputTopic(
            "test-enrichment-memory-changelog",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private static Image picture() {
    return Image.newBuilder().setBytes(ByteBuffer.wrap(PICTURE.getBytes(ISO_8859_1))).build();
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "" : new String(bytes, ISO_8859_1);
  }
}

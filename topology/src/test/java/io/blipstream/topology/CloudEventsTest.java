package io.blipstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What goes out is a CloudEvent in Kafka's binary mode. */
class CloudEventsTest {
  private static final String FINGERPRINT = ":[0-9a-f]{16}";

  @Test
  void result_namesItsSchemaByAFingerprint() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.send(Events.event("e-1", Events.caption("c", "caption-01")).build());
      assertThat(cloudEvent(rig.captions().get(0).headers()))
          .containsEntry("ce_specversion", "1.0")
          .hasEntrySatisfying(
              "ce_dataschema",
              schema ->
                  assertThat(schema)
                      .matches(
                          "urn:blipstream:avro:io\\.blipstream\\.schemas\\.Result" + FINGERPRINT));
    }
  }

  @Test
  void deadLetter_isNamedByWhereItsRecordStood() {
    try (Rig rig = Rig.with(FakeEngine.rejecting(FaultCode.IMAGE_UNDECODABLE))) {
      rig.send(Events.event("e-1", Events.caption("c", "caption-01")).setSubject("shoe/7").build());
      assertThat(cloudEvent(rig.deadLetters().get(0).headers()))
          .containsEntry("ce_specversion", "1.0")
          .containsEntry("ce_id", "0/0")
          .containsEntry("ce_source", "/blipstream/test.image-events")
          .containsEntry("ce_type", "io.blipstream.dead-letter")
          .containsEntry("ce_subject", "shoe/7")
          .containsEntry("ce_time", "2024-03-01T12:00:00Z")
          .containsEntry("content-type", "application/avro")
          .hasEntrySatisfying(
              "ce_dataschema",
              schema ->
                  assertThat(schema)
                      .matches(
                          "urn:blipstream:avro:io\\.blipstream\\.schemas\\.DeadLetter"
                              + FINGERPRINT));
    }
  }

  @Test
  void keyThatIsNoText_isNobodysSubject() {
    try (Rig rig = Rig.with(FakeEngine.prompt())) {
      rig.send(new byte[] {(byte) 0xff, 1}, new byte[] {1}, new RecordHeaders());
      assertThat(cloudEvent(rig.deadLetters().get(0).headers())).doesNotContainKey("ce_subject");
    }
  }

  private static Map<String, String> cloudEvent(Headers headers) {
    Map<String, String> all = new TreeMap<>();
    headers.forEach(
        header -> all.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return all;
  }
}

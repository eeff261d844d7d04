package io.blipstream.topology.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.Template;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class TemplatePublisherTest {
  private static final Serializer<Template> TEXT =
      (topic, template) -> template.getText().getBytes(StandardCharsets.UTF_8);

  @Test
  void publishesEachTemplateUnderIdAndVersion() {
    MockProducer<byte[], byte[]> producer = producer(true);
    try (TemplatePublisher publisher = publisher(producer)) {
      publisher.publish(BuiltInTemplates.all(Instant.EPOCH));

      assertThat(producer.history()).hasSize(29);
      assertThat(producer.history().get(2).topic()).isEqualTo("templates");
      assertThat(producer.history().get(2).key()).asString().isEqualTo("caption-03@1");
      assertThat(producer.history().get(2).value()).asString().isEqualTo("A photo of");
    }
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void oneInvalidTemplate_isAReasonToPublishNone() {
    MockProducer<byte[], byte[]> producer = producer(true);
    Template good = BuiltInTemplates.all(Instant.EPOCH).get(0);
    Template bad = Template.newBuilder(good).setText("{Oops}").build();
    try (TemplatePublisher publisher = publisher(producer)) {
      assertThatThrownBy(() -> publisher.publish(List.of(good, bad)))
          .isInstanceOfSatisfying(
              FatalException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.REQUEST_INVALID));
    }
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void silentBroker_isWaitedForNoLongerThanAllowed() {
    try (TemplatePublisher publisher = publisher(producer(false))) {
      assertThatThrownBy(() -> publisher.publish(BuiltInTemplates.all(Instant.EPOCH)))
          .isInstanceOfSatisfying(
              RetriableException.class,
              e -> assertThat(e.code()).isEqualTo(FaultCode.BROKER_UNAVAILABLE));
    }
  }

  private static TemplatePublisher publisher(MockProducer<byte[], byte[]> producer) {
    return new TemplatePublisher(producer, TEXT, "templates", Duration.ofMillis(200));
  }

  private static MockProducer<byte[], byte[]> producer(boolean completing) {
    return new MockProducer<>(
        completing, null, new ByteArraySerializer(), new ByteArraySerializer());
  }
}

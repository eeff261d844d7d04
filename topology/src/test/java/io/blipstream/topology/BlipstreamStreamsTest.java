package io.blipstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class BlipstreamStreamsTest {
  private final BlipstreamTopology blipstream =
      new BlipstreamTopology(
          TopologySettings.DEFAULT,
          TopicSerdes.of(Map.of("schema.registry.url", "mem://streams")),
          FakeEngine.prompt(),
          Clock.systemUTC());

  @Test
  void configurationThatWouldLoseRecords_isRefusedAtStart() {
    assertThatThrownBy(
            () ->
                BlipstreamStreams.create(
                    blipstream,
                    Map.of(
                        "application.id", "app",
                        "bootstrap.servers", "localhost:1",
                        "processing.guarantee", "at_least_once",
                        "group.protocol", "streams"),
                    fault -> {}))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.GUARANTEE_IMPOSSIBLE));
  }

  @Test
  void recommendedConfigurationIsOneThatKafkaKnows() {
    Map<String, Object> config = BlipstreamStreams.recommended(TopologySettings.DEFAULT);

    StreamsConfig parsed = new StreamsConfig(with(config));
    assertThat(parsed.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThat(parsed.getProducerConfigs("x"))
        .containsEntry("transaction.timeout.ms", 41_000)
        .containsEntry("linger.ms", 200L)
        .containsEntry("max.request.size", (16 << 20) + (64 << 10));
    assertThat(parsed.getLong("max.task.idle.ms")).isEqualTo(-1);
    assertThat(parsed.getMainConsumerConfigs("g", "c", 0)).containsEntry("max.poll.records", 16);
  }

  private static Map<String, Object> with(Map<String, Object> config) {
    Map<String, Object> all = new java.util.HashMap<>(config);
    all.put("application.id", "app");
    all.put("bootstrap.servers", "localhost:1");
    return all;
  }

  @Test
  void failedThreadIsReplaced_exceptWhereTheFailureIsForEver() {
    assertThat(response(new StreamsException("now and then")))
        .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(
            response(
                new StreamsException(
                    new FatalException(FaultCode.CONFIGURATION_INVALID, "for ever"))))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(response(new StreamsException(new TopicAuthorizationException("captions"))))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(response(new OutOfMemoryError()))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
  }

  @Test
  void whatHasACode_isTold_soThatTheProcessEndsWithIt() {
    List<FaultCode> told = new ArrayList<>();
    UncaughtFaults faults = new UncaughtFaults(fault -> told.add(fault.code()));

    faults.handle(new StreamsException("now and then"));
    faults.handle(new StreamsException(new FatalException(FaultCode.DEVICE_LOST, "gone")));
    faults.handle(new StreamsException(new TopicAuthorizationException("captions")));
    faults.handle(new StreamsException(new RecordTooLargeException()));
    faults.handle(new StackOverflowError());
    faults.handle(new RetriableException(FaultCode.REGISTRY_UNAVAILABLE, "away"));

    assertThat(told)
        .containsExactly(
            FaultCode.DEVICE_LOST,
            FaultCode.CONFIGURATION_INVALID,
            FaultCode.TOPIC_INVALID,
            FaultCode.INTERNAL,
            FaultCode.REGISTRY_UNAVAILABLE);
  }

  private static StreamThreadExceptionResponse response(Throwable failure) {
    return new UncaughtFaults(fault -> {}).handle(failure);
  }

  @Test
  void deadLetterTopicTakesTheLargestEventWithItsEnvelope() {
    Map<String, NewTopic> topics =
        new Topics("shop-")
            .toCreate(TopologySettings.DEFAULT, (short) 1).stream()
                .collect(java.util.stream.Collectors.toMap(NewTopic::name, each -> each));

    assertThat(topics.keySet())
        .containsExactlyInAnyOrder(
            "shop-image-events",
            "shop-instruction-templates",
            "shop-captions",
            "shop-answers",
            "shop-questions",
            "shop-dead-letters",
            "shop-replays",
            "shop-shadow",
            "shop-alt-texts",
            "shop-products",
            "shop-flags",
            "shop-reviews",
            "shop-feedback");
    assertThat(topics.get("shop-image-events").numPartitions()).isEqualTo(6);
    assertThat(topics.get("shop-instruction-templates").numPartitions()).isEqualTo(1);
    assertThat(topics.get("shop-instruction-templates").configs())
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("min.compaction.lag.ms", "9223372036854775807");
    assertThat(maxBytes(topics, "shop-dead-letters"))
        .isGreaterThan(maxBytes(topics, "shop-image-events"));
  }

  private static int maxBytes(Map<String, NewTopic> topics, String name) {
    return Integer.parseInt(topics.get(name).configs().get("max.message.bytes"));
  }

  @Test
  void topicPrefixIsWhatKafkaAllows() {
    assertThatThrownBy(() -> new Topics("a/b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Topics("x".repeat(201)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyNodeAndStoreHasAnExplicitName() {
    assertThat(blipstream.build(false).describe().toString())
        .contains("Source: image-events (topics: [image-events])")
        .contains("Processor: enrichment (stores: [enrichment-memory])")
        .contains("Sink: captions (topic: captions)")
        .contains("Sink: dead-letters (topic: dead-letters)")
        .contains("Source: instruction-templates")
        .contains("Processor: template-updates (stores: [templates])")
        .doesNotContain("KSTREAM");
    assertThat(blipstream.build(true).describe().toString())
        .contains("enrichment-memory", "process-identity");
  }
}

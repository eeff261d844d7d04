package io.blipstream.ops.config;

import io.blipstream.schemas.serde.AvroSerdeConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The names that Kafka and the registry's serdes know. Others are passed on too, since plug-ins
 * have names of their own; but one that is a letter or two from a known one is a slip of the pen,
 * to which Kafka would only say in its log that it takes no notice of it.
 */
final class PassedOnNames {
  private static final int SLIP = 2;

  /** Before the names of one kind of client; Kafka Streams takes them off. */
  private static final List<String> CLIENTS =
      List.of(
          StreamsConfig.MAIN_CONSUMER_PREFIX,
          StreamsConfig.RESTORE_CONSUMER_PREFIX,
          StreamsConfig.GLOBAL_CONSUMER_PREFIX,
          StreamsConfig.CONSUMER_PREFIX,
          StreamsConfig.PRODUCER_PREFIX,
          StreamsConfig.ADMIN_CLIENT_PREFIX);

  private static final Set<String> KAFKA =
      Stream.of(
              ConsumerConfig.configNames(),
              ProducerConfig.configNames(),
              AdminClientConfig.configNames(),
              StreamsConfig.configDef().names())
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> REGISTRY =
      AvroSerdeConfig.keys().stream()
          .map(
              name ->
                  name.startsWith(Configuration.REGISTRY) ? name : Configuration.REGISTRY + name)
          .collect(Collectors.toUnmodifiableSet());

  private PassedOnNames() {}

  /** What a name was meant to be; empty where it is known, or like none that is. */
  static Optional<String> slip(String name) {
    if (name.startsWith(Configuration.REGISTRY)) {
      return near(name, REGISTRY);
    }
    String before =
        Configuration.KAFKA
            + CLIENTS.stream()
                .filter(name.substring(Configuration.KAFKA.length())::startsWith)
                .findFirst()
                .orElse("");
    return near(name.substring(before.length()), KAFKA).map(before::concat);
  }

  private static Optional<String> near(String name, Set<String> known) {
    return known.contains(name)
        ? Optional.empty()
        : NearestName.to(name, known).filter(near -> NearestName.distance(name, near) <= SLIP);
  }
}

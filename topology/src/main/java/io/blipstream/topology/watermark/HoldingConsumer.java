package io.blipstream.topology.watermark;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.internals.AsyncKafkaConsumer;
import org.apache.kafka.clients.consumer.internals.StreamsRebalanceData;
import org.apache.kafka.streams.StreamsConfig.InternalConfig;
import org.apache.kafka.streams.internals.ConsumerWrapper;

/**
 * Holds back reading where {@code group.protocol=streams}: Kafka Streams then makes its consumer
 * itself, and lets only an internal key put something in front. Bounded memory hangs on that key;
 * exactly once does not, and at least once, which would, is refused under this protocol.
 *
 * <p>Made by Kafka Streams, one per stream thread, which owns it.
 */
public final class HoldingConsumer extends ConsumerWrapper {
  /** Where the configuration names this class; understood under the streams protocol only. */
  public static final String WRAPPER = InternalConfig.INTERNAL_CONSUMER_WRAPPER;

  /** Where the configuration holds the {@link CommitWatermark} of the application. */
  public static final String IN_FLIGHT = "blipstream.in.flight";

  private HeldReading reading;

  @Override
  public void wrapConsumer(
      AsyncKafkaConsumer<byte[], byte[]> consumer,
      Map<String, Object> config,
      Optional<StreamsRebalanceData> rebalanceData) {
    super.wrapConsumer(consumer, config, rebalanceData);
    reading = new HeldReading((CommitWatermark) requireNonNull(config.get(IN_FLIGHT), IN_FLIGHT));
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    return reading.around(delegate, () -> delegate.poll(timeout));
  }
}

package io.blipstream.topology.watermark;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of Kafka Streams, with the watermark where offsets leave: in the producer's
 * transaction (exactly once) and in the consumer's commits (at least once); with reading held back
 * where records come in; and with {@link WholeTransactions}.
 *
 * <p>Proxies and not wrapper classes: of some seventy methods four matter, and the others change
 * with each release of Kafka.
 */
public final class WatermarkClients implements KafkaClientSupplier {
  private static final Set<String> COMMITS =
      Set.of("sendOffsetsToTransaction", "commitSync", "commitAsync");

  /** Whoever waits here is woken by what comes; it bounds only how long a close may take. */
  private static final Duration GLOBAL_POLL = Duration.ofMillis(200);

  private final CommitWatermark watermark;

  public WatermarkClients(CommitWatermark watermark) {
    this.watermark = requireNonNull(watermark, "watermark");
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  @SuppressWarnings("unchecked") // A proxy has the interface, not its type parameters.
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return guard(
        Producer.class,
        whole(new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())));
  }

  @Override
  @SuppressWarnings("unchecked") // As above.
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return hold(guard(Consumer.class, plain(config)));
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return plain(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return rest(plain(config));
  }

  private static Consumer<byte[], byte[]> plain(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The same producer, except that it commits no transaction in which a call timed out. */
  @SuppressWarnings("unchecked") // A proxy has the interface, not its type parameters.
  static Producer<byte[], byte[]> whole(Producer<byte[], byte[]> producer) {
    return proxy(Producer.class, new WholeTransactions(producer));
  }

  /** The same client, except that what it commits is lowered first. */
  <T> T guard(Class<T> type, T client) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (COMMITS.contains(method.getName())) {
            lowerOffsets(method.getName(), arguments);
          }
          return invoke(client, method, arguments);
        };
    return proxy(type, handler);
  }

  /** The same consumer, except that it reads on only what there is room for. */
  @SuppressWarnings("unchecked") // A proxy has the interface, not its type parameters.
  Consumer<byte[], byte[]> hold(Consumer<byte[], byte[]> consumer) {
    HeldReading reading = new HeldReading(watermark);
    return proxy(
        Consumer.class,
        (proxy, method, arguments) ->
            method.getName().equals("poll")
                ? reading.around(consumer, () -> consumer.poll((Duration) arguments[0]))
                : invoke(consumer, method, arguments));
  }

  /**
   * The same consumer, except that it sleeps until something comes. Kafka Streams has one length
   * for all polls, and ours is short for the sake of stream threads, which see in between what the
   * engine completed; the reader of templates has nothing else to look at.
   */
  @SuppressWarnings("unchecked") // As above.
  static Consumer<byte[], byte[]> rest(Consumer<byte[], byte[]> consumer) {
    return proxy(
        Consumer.class,
        (proxy, method, arguments) ->
            method.getName().equals("poll")
                ? consumer.poll(longer((Duration) arguments[0], GLOBAL_POLL))
                : invoke(consumer, method, arguments));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  static Object invoke(Object client, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @SuppressWarnings("unchecked") // The commits' one map argument has this type in both interfaces.
  private void lowerOffsets(String method, Object[] arguments) {
    if (arguments == null || arguments.length == 0 || !(arguments[0] instanceof Map<?, ?> wanted)) {
      // These commit what was polled, which says nothing of what was forwarded.
      throw new UnsupportedOperationException(method + " without offsets passes the watermark by");
    }
    arguments[0] = watermark.lower((Map<TopicPartition, OffsetAndMetadata>) wanted);
  }
}

package io.blipstream.topology.watermark;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsConfig.InternalConfig;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * Refuses at start what a commit mode cannot hold. Each rule stands for records that were lost or
 * doubled when it was broken.
 *
 * @param node the asynchronous processor
 * @param stores of that processor that go with what was forwarded, or hold nothing
 */
public record Guarantees(CommitMode mode, String node, Set<String> stores) {
  private static final String REPARTITION = "-repartition";

  /** The second is its older name, understood still. */
  private static final List<String> PRODUCTION_HANDLERS =
      List.of(
          StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
          "default.production.exception.handler");

  public Guarantees {
    requireNonNull(mode, "mode");
    requireNonNull(node, "node");
    stores = Set.copyOf(stores);
  }

  /**
   * Checks a topology and its configuration.
   *
   * @param kafka as given to Kafka Streams
   * @throws FatalException with {@link FaultCode#GUARANTEE_IMPOSSIBLE} and the reason
   */
  public void check(TopologyDescription topology, Map<String, ?> kafka) {
    checkThreads(kafka);
    checkHandlers(kafka);
    if (mode == CommitMode.LOW_WATERMARK) {
      checkProtocol(kafka);
      checkPlace(topology);
    }
  }

  /** With threads apart for processing, those that commit never registered what is in flight. */
  private static void checkThreads(Map<String, ?> kafka) {
    String key = InternalConfig.PROCESSING_THREADS_ENABLED;
    if (Boolean.parseBoolean(text(kafka, key, "false"))) {
      throw impossible(key + " must stay off: records are processed and committed by one thread");
    }
  }

  /**
   * A processing handler that goes on would drop the record that happens to be in process(), a
   * production handler that goes on results that were not written.
   */
  private static void checkHandlers(Map<String, ?> kafka) {
    checkHandler(
        kafka,
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class,
        "a handler is told of the wrong record here");
    for (String key : PRODUCTION_HANDLERS) {
      checkHandler(
          kafka,
          key,
          DefaultProductionExceptionHandler.class,
          "a handler that goes on loses results");
    }
  }

  private static void checkHandler(
      Map<String, ?> kafka, String key, Class<?> allowed, String reason) {
    Object handler = kafka.get(key);
    String name = handler instanceof Class<?> type ? type.getName() : Objects.toString(handler, "");
    if (!name.isEmpty() && !name.equals(allowed.getName())) {
      throw impossible(key + " must stay as it is: " + reason);
    }
  }

  private static void checkProtocol(Map<String, ?> kafka) {
    String guarantee = text(kafka, StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "at_least_once");
    String protocol = text(kafka, StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    if (!guarantee.equals(StreamsConfig.EXACTLY_ONCE_V2)
        && !protocol.toLowerCase(Locale.ROOT).equals("classic")) {
      throw impossible(
          "at_least_once loses records under group.protocol=streams, because Kafka Streams then"
              + " commits by a consumer of its own; use exactly_once_v2, the classic protocol, or"
              + " drain before commits");
    }
  }

  private void checkPlace(TopologyDescription topology) {
    Processor asynchronous =
        topology.subtopologies().stream()
            .flatMap(part -> part.nodes().stream())
            .filter(each -> each.name().equals(node))
            .map(Processor.class::cast)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no node " + node));
    Set<String> others = new TreeSet<>(asynchronous.stores());
    others.removeAll(stores);
    if (!others.isEmpty()) {
      throw impossible(
          node
              + " must not have stores of its own: "
              + others
              + " would not go back with the offsets");
    }
    asynchronous.predecessors().forEach(this::checkPredecessor);
  }

  private void checkPredecessor(Node predecessor) {
    if (!(predecessor instanceof Source source)) {
      throw impossible(
          node
              + " must stand right behind its source: the state of "
              + predecessor.name()
              + " would not go back with the offsets; drain before commits instead");
    }
    if (source.successors().size() != 1) {
      throw impossible(
          node + " must be the only reader of its source: the others would see records twice");
    }
    if (source.topicSet() != null
        && source.topicSet().stream().anyMatch(topic -> topic.endsWith(REPARTITION))) {
      throw impossible(
          node
              + " must not read a repartition topic: its records are deleted once committed; drain"
              + " before commits instead");
    }
  }

  private static String text(Map<String, ?> kafka, String key, String otherwise) {
    return Objects.toString(kafka.get(key), otherwise);
  }

  private static FatalException impossible(String message) {
    return new FatalException(FaultCode.GUARANTEE_IMPOSSIBLE, message);
  }
}

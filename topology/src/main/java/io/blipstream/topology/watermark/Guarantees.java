package io.blipstream.topology.watermark;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * Refuses at start what the watermark cannot hold. Each rule stands for records that were lost or
 * doubled when it was broken.
 */
public final class Guarantees {
  private static final String REPARTITION = "-repartition";

  private Guarantees() {}

  /**
   * Checks a topology and its configuration.
   *
   * @param node the asynchronous processor
   * @param kafka as given to Kafka Streams
   * @throws FatalException with {@link FaultCode#GUARANTEE_IMPOSSIBLE}
   */
  public static void check(TopologyDescription topology, String node, Map<String, ?> kafka) {
    checkProtocol(kafka);
    checkHandler(kafka);
    Node asynchronous =
        topology.subtopologies().stream()
            .flatMap(part -> part.nodes().stream())
            .filter(each -> each.name().equals(node))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no node " + node));
    asynchronous.predecessors().forEach(each -> checkPredecessor(node, each));
  }

  private static void checkProtocol(Map<String, ?> kafka) {
    String guarantee = text(kafka, StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "at_least_once");
    String protocol = text(kafka, StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    if (!guarantee.equals(StreamsConfig.EXACTLY_ONCE_V2)
        && !protocol.toLowerCase(Locale.ROOT).equals("classic")) {
      throw impossible(
          "at_least_once loses records under group.protocol=streams, because Kafka Streams then"
              + " commits by a consumer of its own; use exactly_once_v2 or the classic protocol");
    }
  }

  /** A handler that goes on would drop the record that happens to be in process(). */
  private static void checkHandler(Map<String, ?> kafka) {
    Object handler = kafka.get(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG);
    String name = handler instanceof Class<?> type ? type.getName() : Objects.toString(handler, "");
    if (!name.isEmpty() && !name.equals(LogAndFailProcessingExceptionHandler.class.getName())) {
      throw impossible(
          StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG
              + " must stay as it is: a handler is told of the wrong record here");
    }
  }

  private static void checkPredecessor(String node, Node predecessor) {
    if (!(predecessor instanceof Source source)) {
      throw impossible(
          node
              + " must stand right behind its source: the state of "
              + predecessor.name()
              + " would not go back with the offsets");
    }
    if (source.successors().size() != 1) {
      throw impossible(
          node + " must be the only reader of its source: the others would see records twice");
    }
    if (source.topicSet() != null
        && source.topicSet().stream().anyMatch(topic -> topic.endsWith(REPARTITION))) {
      throw impossible(
          node + " must not read a repartition topic: its records are deleted once committed");
    }
  }

  private static String text(Map<String, ?> kafka, String key, String otherwise) {
    return Objects.toString(kafka.get(key), otherwise);
  }

  private static FatalException impossible(String message) {
    return new FatalException(FaultCode.GUARANTEE_IMPOSSIBLE, message);
  }
}

package io.blipstream.ops.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * A cluster on this machine before it is there: its addresses are chosen, so that a node that went
 * comes back where it was.
 *
 * @param brokers address of each node for clients, that of node 1 first
 * @param controllers address of each node for the others
 */
public record BrokerPlan(String clusterId, List<String> brokers, List<String> controllers) {
  private static final String LOOPBACK = "127.0.0.1:";

  public BrokerPlan {
    brokers = List.copyOf(brokers);
    controllers = List.copyOf(controllers);
    if (brokers.isEmpty() || brokers.size() != controllers.size()) {
      throw new IllegalArgumentException("a node has two addresses");
    }
  }

  /** So many nodes. Until they are bound, another process may be faster. */
  public static BrokerPlan onFreePorts(int nodes) {
    List<ServerSocket> probes = new ArrayList<>();
    try {
      // All are open at once: none is handed out twice.
      for (int i = 0; i < 2 * nodes; i++) {
        probes.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<String> addresses =
          probes.stream().map(probe -> LOOPBACK + probe.getLocalPort()).toList();
      return new BrokerPlan(
          Uuid.randomUuid().toString(),
          addresses.subList(0, nodes),
          addresses.subList(nodes, 2 * nodes));
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    } finally {
      probes.forEach(BrokerPlan::close);
    }
  }

  /** From {@link #words}. */
  public static BrokerPlan of(List<String> words) {
    int nodes = (words.size() - 1) / 2;
    return new BrokerPlan(
        words.get(0), words.subList(1, nodes + 1), words.subList(nodes + 1, words.size()));
  }

  /** As arguments of a process. */
  public List<String> words() {
    return Stream.of(List.of(clusterId), brokers, controllers).flatMap(List::stream).toList();
  }

  public int size() {
    return brokers.size();
  }

  /** All controllers, as each of them must know them. */
  String voters() {
    return IntStream.range(0, size())
        .mapToObj(i -> i + 1 + "@" + controllers.get(i))
        .collect(Collectors.joining(","));
  }

  private static void close(ServerSocket probe) {
    try {
      probe.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a port that was not given back", e);
    }
  }
}

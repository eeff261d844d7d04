package io.blipstream.ops.doctor;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * Whether the brokers are there, let us in, and have our time.
 *
 * @param patience how long one question may take
 */
record BrokerChecks(Configuration configuration, Duration patience, Clock clock) {
  /** Deadlines are counted in seconds. */
  private static final Duration LARGE_SKEW = Duration.ofSeconds(2);

  private static final int MOST_ADDRESSES = 20;

  BrokerChecks {
    requireNonNull(configuration, "configuration");
    requireNonNull(patience, "patience");
    requireNonNull(clock, "clock");
  }

  List<Diagnosis> broker() {
    Object bootstrap = configuration.kafka().get("bootstrap.servers");
    if (bootstrap == null) {
      return List.of(
          Diagnosis.fail(
              FaultCode.CONFIGURATION_INVALID,
              "kafka.bootstrap.servers is not set",
              "name the cluster to join: kafka.bootstrap.servers=HOST:PORT"));
    }
    List<String> addresses =
        Arrays.stream(bootstrap.toString().split(",")).limit(MOST_ADDRESSES).toList();
    List<String> silent = addresses.stream().flatMap(each -> Reach.fault(each).stream()).toList();
    if (silent.size() == addresses.size()) {
      return List.of(
          Diagnosis.fail(
              FaultCode.BROKER_UNAVAILABLE,
              String.join("; ", silent),
              "is kafka.bootstrap.servers right, the broker up, the network open?"));
    }
    try (Cluster cluster = Cluster.of(configuration.kafka(), patience)) {
      return List.of(brokers(cluster.brokers().nodes(), silent));
    } catch (BlipstreamException e) {
      return List.of(Diagnosis.fail(e.code(), e.getMessage(), remedy(e.getCause())));
    }
  }

  List<Diagnosis> time() {
    try (Cluster cluster = Cluster.of(configuration.kafka(), patience)) {
      Optional<Instant> theirs = cluster.brokers().time();
      if (theirs.isEmpty()) {
        return List.of(
            Diagnosis.skip(
                "the cluster does not tell us its time; whoever may Describe the Cluster is told"));
      }
      Duration ahead = Duration.between(theirs.get(), clock.instant());
      String found =
          "this clock is %.1f s %s the cluster's"
              .formatted(
                  Math.abs(ahead.toMillis()) / 1e3, ahead.isNegative() ? "behind" : "ahead of");
      return List.of(
          ahead.abs().compareTo(LARGE_SKEW) > 0
              ? Diagnosis.warn(
                  found, "have both machines follow NTP: deadlines and lag in seconds are wrong")
              : Diagnosis.ok(found));
    }
  }

  /** They answer at one address and may name others, which is where clients go. */
  private static Diagnosis brokers(List<Node> brokers, List<String> silent) {
    List<String> advertised =
        brokers.stream()
            .limit(MOST_ADDRESSES)
            .flatMap(each -> Reach.fault(each.host(), each.port()).stream())
            .toList();
    if (!advertised.isEmpty()) {
      return Diagnosis.fail(
          FaultCode.BROKER_UNAVAILABLE,
          "brokers answer, but " + String.join("; ", advertised),
          "advertised.listeners of the brokers must be reachable from here");
    }
    String found = brokers.size() + " brokers answer";
    return silent.isEmpty()
        ? Diagnosis.ok(found)
        : Diagnosis.warn(
            found + ", but " + String.join("; ", silent), "put kafka.bootstrap.servers right");
  }

  private static String remedy(Throwable cause) {
    if (cause instanceof SslAuthenticationException) {
      return "kafka.ssl.truststore.* must hold who signed the broker's certificate, and its name"
          + " must be the host's";
    }
    if (cause instanceof AuthenticationException) {
      return "kafka.sasl.mechanism and kafka.sasl.jaas.config must be those of a user of the"
          + " cluster";
    }
    return "somebody listens, but does not answer as a broker: is it the broker's port, and is"
        + " kafka.security.protocol the listener's?";
  }
}

package io.blipstream.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.Topics;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterTest {
  @Test
  void clusterThatDoesNotAnswer_isNamed() {
    Map<String, Object> nobody = Map.of("bootstrap.servers", "127.0.0.1:1");
    try (Cluster cluster = Cluster.of(nobody, Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> cluster.requireTopics(new Topics("")))
          .isInstanceOfSatisfying(
              BlipstreamException.class,
              e -> assertThat(e.code()).isEqualTo(FaultCode.BROKER_UNAVAILABLE))
          .hasMessageContaining("no answer from 127.0.0.1:1 within 1 seconds");
    }
  }
}

package io.blipstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicSerdesTest {
  private static final byte[] RECORD_OF_SCHEMA_ONE = {0, 0, 0, 0, 1, 0};

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer busy;

  @BeforeEach
  void start() throws Exception {
    busy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    busy.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    busy.start();
  }

  @AfterEach
  void stop() {
    busy.stop(0);
  }

  @Test
  void registryThatIsBusy_isAskedOnce_sinceTheCallerIsPatientItself() {
    read(Map.of("schema.registry.url", url()));
    assertThat(requests).hasValue(1);
  }

  @Test
  void retriesThatAreConfigured_stay() {
    read(Map.of("schema.registry.url", url(), "max.retries", 2, "retries.wait.ms", 0));
    assertThat(requests).hasValue(3);
  }

  private static void read(Map<String, Object> config) {
    assertThatThrownBy(
            () ->
                TopicSerdes.of(config)
                    .imageEvents()
                    .deserialize("image-events", RECORD_OF_SCHEMA_ONE))
        .isInstanceOf(RetriableException.class);
  }

  private String url() {
    return "http://127.0.0.1:" + busy.getAddress().getPort();
  }
}

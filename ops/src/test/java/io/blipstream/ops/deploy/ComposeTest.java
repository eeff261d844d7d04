package io.blipstream.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConfigurationReader;
import io.blipstream.ops.config.HttpKeys;
import io.blipstream.ops.config.Keys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The compose file, held to what it starts. */
class ComposeTest {
  private static final Path FOLDER = DeployFiles.FOLDER.resolve("compose");

  private final JsonNode services =
      DeployFiles.read(FOLDER.resolve("compose.yaml")).path("services");

  @Test
  void environment_isAConfigurationThatRunTakes() {
    Configuration configuration = configuration();
    assertThat(configuration.kafka()).containsEntry("bootstrap.servers", "kafka:9092");
    assertThat(configuration.registry()).containsKey("schema.registry.url");
    assertThat(services.at("/blipstream/command/0").asText()).isEqualTo("run");
  }

  @Test
  void compose_waitsLongerThanTheDrainTakes() {
    Duration grace =
        Duration.parse(
            "PT" + services.at("/blipstream/stop_grace_period").asText().toUpperCase(Locale.ROOT));
    assertThat(grace).isGreaterThan(configuration().value(Keys.SHUTDOWN_GRACE));
  }

  @Test
  void prometheus_asksByANameThatIsKnown() {
    JsonNode scraped = DeployFiles.read(FOLDER.resolve("prometheus.yaml")).at("/scrape_configs/0");
    String[] target = scraped.at("/static_configs/0/targets/0").asText().split(":", -1);
    assertThat(configuration().value(HttpKeys.NAMES)).contains(target[0]);
    assertThat(configuration().value(HttpKeys.PORT)).contains(Integer.valueOf(target[1]));
    assertThat(scraped.at("/authorization/credentials_file").asText())
        .isEqualTo("/run/secrets/" + services.at("/prometheus/secrets/0").asText());
  }

  @Test
  void mountedFiles_areThere() {
    for (JsonNode service : services) {
      for (JsonNode volume : service.path("volumes")) {
        String from = volume.asText().split(":", -1)[0];
        if (from.startsWith(".")) {
          assertThat(FOLDER.resolve(from)).exists();
        }
      }
    }
  }

  @Test
  void ports_areOpenToThisMachineOnly() {
    assertThat(services.findValues("ports"))
        .isNotEmpty()
        .allSatisfy(
            ports ->
                assertThat(ports)
                    .allSatisfy(each -> assertThat(each.asText()).startsWith("127.0.0.1:")));
  }

  /** The token stands in a file that only a running container has. */
  private Configuration configuration() {
    Map<String, String> environment =
        new HashMap<>(DeployFiles.texts(services.at("/blipstream/environment")));
    assertThat(environment.put("BLIPSTREAM_HTTP_TOKEN", "0123456789abcdef"))
        .isEqualTo("$${file:/run/secrets/http-token}");
    return ConfigurationReader.read(environment);
  }
}

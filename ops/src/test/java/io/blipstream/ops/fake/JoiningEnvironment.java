package io.blipstream.ops.fake;

import io.blipstream.ops.config.Configuration;
import java.util.HashMap;
import java.util.Map;

/** What a command's environment has to say for it to join a cluster. */
public final class JoiningEnvironment {
  private JoiningEnvironment() {}

  /** A copy to add to. */
  public static Map<String, String> of(Configuration cluster) {
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "BLIPSTREAM_KAFKA_BOOTSTRAP_SERVERS", cluster.kafka().get("bootstrap.servers").toString());
    environment.put(
        "BLIPSTREAM_SCHEMA_REGISTRY_URL", cluster.registry().get("schema.registry.url").toString());
    return environment;
  }
}

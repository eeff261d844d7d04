package io.blipstream.schemas.registry;

import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Opens registries. */
public final class SchemaRegistries {
  private static final String IN_PROCESS = "mem://";

  /**
   * One client for each configuration: Kafka Streams makes a serde for every thread and node, and
   * each would else ask the same anew. Held weakly, so that a client goes with its last serde.
   * Guarded by itself.
   */
  private static final Map<Map<String, Object>, WeakReference<SchemaRegistry>> OPEN =
      new HashMap<>();

  private SchemaRegistries() {}

  /**
   * The registry that the configuration addresses; equal configurations share one client. Nothing
   * is sent yet.
   *
   * @param config may hold other keys besides; see {@link #keys}
   * @throws org.apache.kafka.common.config.ConfigException if an address, a credential or a key
   *     store is missing or wrong
   */
  public static SchemaRegistry open(Map<String, ?> config) {
    RegistryConfig registry = new RegistryConfig(config);
    List<String> urls = registry.getList(RegistryConfig.URL);
    if (urls.size() == 1 && urls.get(0).startsWith(IN_PROCESS)) {
      return InMemorySchemaRegistry.scope(urls.get(0).substring(IN_PROCESS.length()));
    }
    synchronized (OPEN) {
      OPEN.values().removeIf(client -> client.get() == null);
      WeakReference<SchemaRegistry> reference = OPEN.get(registry.identity());
      SchemaRegistry client = reference == null ? null : reference.get();
      if (client == null) {
        client = client(registry);
        OPEN.put(registry.identity(), new WeakReference<>(client));
      }
      return client;
    }
  }

  private static SchemaRegistry client(RegistryConfig config) {
    return new CachedSchemaRegistry(
        new HttpSchemaRegistry(new RestClient(config)),
        config.getInt(RegistryConfig.CACHE_SIZE),
        Duration.ofSeconds(config.getLong(RegistryConfig.LATEST_TTL)),
        Clock.systemUTC());
  }

  /** Every configuration key that {@link #open} reads. */
  public static Set<String> keys() {
    return RegistryConfig.keys();
  }
}

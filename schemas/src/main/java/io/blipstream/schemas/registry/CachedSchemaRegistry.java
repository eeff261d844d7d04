package io.blipstream.schemas.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;

/**
 * Remembers what a registry said, the least recently used going first. What an id stands for never
 * changes, so only a subject's newest version grows old. Refusals are not remembered: a schema that
 * was unknown a moment ago may be registered by now. Two threads that ask the same at once both ask
 * the registry; a lock held over a call would let one slow answer stop every thread.
 */
final class CachedSchemaRegistry implements SchemaRegistry {
  private record Version(String subject, Schema schema, boolean normalize) {}

  private record Latest(RegisteredSchema schema, Instant readAt) {}

  private final SchemaRegistry registry;
  private final Duration latestTtl;
  private final Clock clock;
  private final Cache<Version, RegisteredSchema> registered;
  private final Cache<Version, RegisteredSchema> found;
  private final Cache<Integer, Schema> byId;
  private final Cache<UUID, Schema> byGuid;
  private final Cache<String, Latest> latest;

  /**
   * @param latestTtl how long a newest version is believed; negative is for ever
   */
  CachedSchemaRegistry(SchemaRegistry registry, int size, Duration latestTtl, Clock clock) {
    this.registry = registry;
    this.latestTtl = latestTtl;
    this.clock = clock;
    registered = cache(size);
    found = cache(size);
    byId = cache(size);
    byGuid = cache(size);
    latest = cache(size);
  }

  private static <K, V> Cache<K, V> cache(int size) {
    return new SynchronizedCache<>(new LRUCache<>(size));
  }

  @Override
  public RegisteredSchema register(String subject, Schema schema, boolean normalize) {
    Version key = new Version(subject, schema, normalize);
    RegisteredSchema known = registered.get(key);
    if (known == null) {
      known = registry.register(subject, schema, normalize);
      registered.put(key, known);
    }
    return known;
  }

  @Override
  public RegisteredSchema lookup(String subject, Schema schema, boolean normalize) {
    Version key = new Version(subject, schema, normalize);
    RegisteredSchema known = found.get(key);
    if (known == null) {
      known = registry.lookup(subject, schema, normalize);
      found.put(key, known);
    }
    return known;
  }

  @Override
  public RegisteredSchema latest(String subject) {
    Latest known = latest.get(subject);
    Instant now = clock.instant();
    if (known == null
        || (!latestTtl.isNegative() && !now.isBefore(known.readAt().plus(latestTtl)))) {
      known = new Latest(registry.latest(subject), now);
      latest.put(subject, known);
    }
    return known.schema();
  }

  @Override
  public Schema byId(int id, Optional<String> subject) {
    Schema known = byId.get(id);
    if (known == null) {
      known = registry.byId(id, subject);
      byId.put(id, known);
    }
    return known;
  }

  @Override
  public Schema byGuid(UUID guid) {
    Schema known = byGuid.get(guid);
    if (known == null) {
      known = registry.byGuid(guid);
      byGuid.put(guid, known);
    }
    return known;
  }
}

package io.blipstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class CachedSchemaRegistryTest {
  private static final Schema V1 = Schema.create(Schema.Type.INT);
  private static final Schema V2 = Schema.create(Schema.Type.LONG);

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final HandClock clock = new HandClock();

  private SchemaRegistry cached(int size, Duration latestTtl) {
    return new CachedSchemaRegistry(registry, size, latestTtl, clock);
  }

  @Test
  void theNewestVersionIsAskedForAgainWhenItHasGrownOld() {
    SchemaRegistry cached = cached(10, Duration.ofSeconds(60));
    registry.register("s", V1, false);
    assertThat(cached.latest("s").schema()).isEqualTo(V1);
    registry.register("s", V2, false);
    clock.now = clock.now.plusSeconds(59);
    assertThat(cached.latest("s").schema()).isEqualTo(V1);
    clock.now = clock.now.plusSeconds(1);
    assertThat(cached.latest("s").schema()).isEqualTo(V2);
  }

  @Test
  void theNewestVersionIsKeptForEverWhereConfigured() {
    SchemaRegistry cached = cached(10, Duration.ofSeconds(-1));
    registry.register("s", V1, false);
    cached.latest("s");
    registry.register("s", V2, false);
    clock.now = clock.now.plusSeconds(1_000_000);
    assertThat(cached.latest("s").schema()).isEqualTo(V1);
  }

  @Test
  void neverRemembersMoreThanItMay() {
    SchemaRegistry cached = cached(2, Duration.ofSeconds(-1));
    for (String subject : new String[] {"a", "b", "c"}) {
      registry.register(subject, V1, false);
      cached.latest(subject);
      registry.register(subject, V2, false);
    }
    assertThat(cached.latest("c").schema()).isEqualTo(V1);
    assertThat(cached.latest("b").schema()).isEqualTo(V1);
    assertThat(cached.latest("a").schema()).isEqualTo(V2);
  }

  @Test
  void aRefusalIsNotRemembered() {
    SchemaRegistry cached = cached(2, Duration.ofSeconds(-1));
    Schema schema = SchemaBuilder.record("R").fields().endRecord();
    assertThat(catchThrowable(() -> cached.lookup("s", schema, false)))
        .isInstanceOf(SchemaRefusedException.class);
    int id = registry.register("s", schema, false).id();
    assertThat(cached.lookup("s", schema, false).id()).isEqualTo(id);
  }

  /** Stands still until told. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

package io.blipstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class InMemorySchemaRegistryTest {
  private static final Schema V1 =
      SchemaBuilder.record("R").fields().requiredString("a").endRecord();
  private static final Schema V2 =
      SchemaBuilder.record("R").fields().requiredString("a").optionalInt("b").endRecord();
  private static final Schema OTHER =
      SchemaBuilder.record("R").fields().requiredLong("c").endRecord();

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

  private static void assertRefused(int code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            SchemaRefusedException.class, e -> assertThat(e.errorCode()).isEqualTo(code));
  }

  @Test
  void oneSchemaHasOneIdUnderAllSubjects() {
    int id = registry.register("s", V1, false).id();
    assertThat(registry.register("s", V1, false).id()).isEqualTo(id);
    assertThat(registry.register("t", V1, false).id()).isEqualTo(id);
    assertThat(registry.versions("s")).containsExactly(id);
    assertThat(registry.subjects()).containsExactly("s", "t");
  }

  @Test
  void aCompatibleSchemaBecomesTheNewestVersion() {
    registry.register("s", V1, false);
    RegisteredSchema second = registry.register("s", V2, false);
    assertThat(registry.latest("s")).isEqualTo(second);
    assertThat(registry.versions("s")).hasSize(2);
  }

  @Test
  void anIncompatibleSchemaIsRefusedAndLeavesNothing() {
    registry.register("s", V1, false);
    assertRefused(409, () -> registry.register("s", OTHER, false));
    assertThat(registry.latest("s").schema()).isEqualTo(V1);
    assertRefused(40403, () -> registry.byId(2, Optional.empty()));
  }

  @Test
  void whatIsNotThereIsRefusedWithARegistrysCodes() {
    assertRefused(40401, () -> registry.latest("s"));
    assertRefused(40401, () -> registry.lookup("s", V1, false));
    registry.register("s", V1, false);
    assertRefused(40403, () -> registry.lookup("s", V2, false));
    assertRefused(40403, () -> registry.byGuid(InMemorySchemaRegistry.guidOf(V2)));
  }
}

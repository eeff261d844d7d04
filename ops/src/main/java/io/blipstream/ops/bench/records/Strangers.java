package io.blipstream.ops.bench.records;

import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import io.blipstream.schemas.registry.SchemaRegistries;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;

/** Good records of others, which stand on the wrong topic. Registers their schemas. */
final class Strangers {
  private static final String ORDER =
      """
      {"type": "record", "name": "Order", "namespace": "shop", "fields": [
        {"name": "event_id", "type": "string"}, {"name": "amount", "type": "double"}]}
      """;

  private final int orders;
  private final byte[] template;

  Strangers(Map<String, Object> registry) {
    orders =
        SchemaRegistries.open(registry)
            .register("orders-value", new Schema.Parser().parse(ORDER), false)
            .id();
    try (SpecificAvroSerializer<Template> templates = new SpecificAvroSerializer<>()) {
      templates.configure(registry, false);
      template =
          templates.serialize(
              "strangers",
              Template.newBuilder()
                  .setId("stray")
                  .setVersion(1)
                  .setTask(Task.CAPTION)
                  .setText("A caption:")
                  .setPublishedAt(Instant.EPOCH)
                  .build());
    }
  }

  /** In Confluent's wire format: an id that the registry knows, and what its schema says. */
  byte[] order(Random random) {
    return ByteBuffer.allocate(16)
        .put((byte) 0)
        .putInt(orders)
        .put(new byte[] {4, 'o', '1'})
        .putDouble(random.nextDouble())
        .array();
  }

  byte[] template() {
    return template.clone();
  }
}

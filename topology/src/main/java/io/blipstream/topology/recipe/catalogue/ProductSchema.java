package io.blipstream.topology.recipe.catalogue;

import io.blipstream.schemas.AttributeValue;
import io.blipstream.schemas.CatalogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * The record of a product: flat, two columns for each attribute, so that a table or an index takes
 * it as it is. Its schema follows from the attributes' names; adding one or taking one away keeps
 * it readable both ways, since their columns have defaults.
 */
final class ProductSchema {
  static final Set<String> RESERVED =
      Set.of("subject", "feed", "event_id", "complete", "missing", "occurred_at", "updated_at");

  private static final Schema TEXT = Schema.create(Schema.Type.STRING);
  private static final Schema FLAG = Schema.create(Schema.Type.BOOLEAN);
  private static final Schema TIME =
      LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));

  private final List<Attribute> attributes;
  private final Schema schema;

  ProductSchema(List<Attribute> attributes) {
    this.attributes = List.copyOf(attributes);
    List<Schema.Field> fields = new ArrayList<>();
    fields.add(new Schema.Field("subject", TEXT, "The product."));
    fields.add(new Schema.Field("feed", TEXT, "Feed of the event that came last."));
    for (Attribute each : attributes) {
      String doc = each.question().question() + " Null where unknown or too unsure.";
      fields.add(nullable(each.name(), Schema.Type.STRING, doc));
      String scored = "Share of that answer among its candidates, 0 to 1.";
      fields.add(nullable(each.name() + "_score", Schema.Type.DOUBLE, scored));
    }
    fields.add(new Schema.Field("complete", FLAG, "Whether every attribute has a value."));
    fields.add(new Schema.Field("missing", TEXT, "The attributes without a value, by comma."));
    fields.add(new Schema.Field("event_id", TEXT, "The event of the newest attribute."));
    fields.add(new Schema.Field("occurred_at", TIME, "When that event's picture was taken."));
    fields.add(new Schema.Field("updated_at", TIME, "When this record was written."));
    this.schema =
        Schema.createRecord(
            "Product",
            "A product with its attributes. Keyed by subject.",
            "io.blipstream.schemas",
            false,
            fields);
  }

  private static Schema.Field nullable(String name, Schema.Type type, String doc) {
    Schema schema = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(type));
    return new Schema.Field(name, schema, doc, Schema.Field.NULL_DEFAULT_VALUE);
  }

  Schema schema() {
    return schema;
  }

  GenericRecord record(CatalogEntry entry, Instant now) {
    GenericRecord record = new GenericData.Record(schema);
    List<String> missing = new ArrayList<>();
    for (Attribute each : attributes) {
      Optional<AttributeValue> known = Optional.ofNullable(entry.getAttributes().get(each.name()));
      Optional<String> shown =
          known
              .filter(value -> value.getScore() >= each.leastScore())
              .map(AttributeValue::getValue);
      record.put(each.name(), shown.orElse(null));
      record.put(each.name() + "_score", known.map(AttributeValue::getScore).orElse(null));
      if (shown.isEmpty()) {
        missing.add(each.name());
      }
    }
    AttributeValue newest =
        entry.getAttributes().values().stream()
            .max((one, other) -> one.getOccurredAt().compareTo(other.getOccurredAt()))
            .orElseThrow();
    record.put("subject", entry.getSubject());
    record.put("feed", entry.getFeed());
    record.put("complete", missing.isEmpty());
    record.put("missing", String.join(",", missing));
    record.put("event_id", newest.getEventId());
    record.put("occurred_at", newest.getOccurredAt().toEpochMilli());
    record.put("updated_at", now.toEpochMilli());
    return record;
  }
}

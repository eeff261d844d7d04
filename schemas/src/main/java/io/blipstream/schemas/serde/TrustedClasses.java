package io.blipstream.schemas.serde;

import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Template;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * The classes that Avro may load because a schema names them: exactly those that this program names
 * itself, with the types inside them. A schema is whatever somebody registered, so nothing is
 * trusted by package; Avro's own list of packages also has a fault where two entries overlap.
 */
final class TrustedClasses {
  private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

  /** This application's own records, by the full name that their schemas carry. */
  private static final Map<String, Class<? extends SpecificRecord>> CONTRACTS =
      Stream.of(ImageEvent.class, Template.class, Result.class, DeadLetter.class)
          .collect(Collectors.toUnmodifiableMap(Class::getName, type -> type));

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> NAMES.contains(type.getName())));
  }

  private TrustedClasses() {}

  /** Trusts the class and every type inside its schema, which it returns. */
  static Schema trust(Class<? extends SpecificRecord> type) {
    Schema schema = SpecificData.get().getSchema(type);
    trust(schema);
    return schema;
  }

  private static void trust(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> {
        if (NAMES.add(schema.getFullName())) {
          schema.getFields().forEach(field -> trust(field.schema()));
        }
      }
      case ENUM, FIXED -> NAMES.add(schema.getFullName());
      case ARRAY -> trust(schema.getElementType());
      case MAP -> trust(schema.getValueType());
      case UNION -> schema.getTypes().forEach(TrustedClasses::trust);
      default -> {
        // The primitive types name no class.
      }
    }
  }

  /** The record class of this application that a writer's schema names; loads nothing. */
  static Optional<Class<? extends SpecificRecord>> contract(Schema writer) {
    return writer.getType() == Schema.Type.RECORD
        ? Optional.ofNullable(CONTRACTS.get(writer.getFullName()))
        : Optional.empty();
  }
}

package io.blipstream.schemas.internal;

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
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * The classes that Avro may load because a schema names them: this module's records, and those that
 * a program hands to a serde, with the types inside them. A schema is whatever somebody registered,
 * so nothing else is trusted.
 *
 * <p>Even a record's builder needs this, for a default that is an enum, so it must be in place
 * before the first generated class is. Avro has no service for that; it does load every {@code
 * LogicalTypeFactory} before it parses its first schema, and that is why this is one. A system
 * property would have to be set by every launcher and every test; a call at the start would be
 * forgotten.
 */
public final class TrustedClasses implements LogicalTypes.LogicalTypeFactory {
  private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

  private static final String PACKAGE = ImageEvent.class.getPackageName();

  /** This application's own records, by the full name that their schemas carry. */
  private static final Map<String, Class<? extends SpecificRecord>> CONTRACTS =
      Stream.of(ImageEvent.class, Template.class, Result.class, DeadLetter.class)
          .collect(Collectors.toUnmodifiableMap(Class::getName, type -> type));

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), TrustedClasses::isTrusted));
  }

  /** For Avro alone, which makes one as it loads. */
  public TrustedClasses() {}

  private static boolean isTrusted(Class<?> type) {
    return type.getPackageName().equals(PACKAGE) || NAMES.contains(type.getName());
  }

  /** A name that no schema uses. */
  @Override
  public String getTypeName() {
    return TrustedClasses.class.getName();
  }

  /** No logical type at all. */
  @Override
  public LogicalType fromSchema(Schema schema) {
    return null;
  }

  /** Trusts the class and every type inside its schema, which it returns. */
  public static Schema trust(Class<? extends SpecificRecord> type) {
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
  public static Optional<Class<? extends SpecificRecord>> contract(Schema writer) {
    return writer.getType() == Schema.Type.RECORD
        ? Optional.ofNullable(CONTRACTS.get(writer.getFullName()))
        : Optional.empty();
  }
}

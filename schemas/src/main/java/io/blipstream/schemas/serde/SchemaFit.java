package io.blipstream.schemas.serde;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.registry.SchemaRefusedException;
import io.blipstream.schemas.registry.SchemaRegistries;
import io.blipstream.schemas.registry.SchemaRegistry;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/**
 * Whether what a registry holds for a topic's values fits a contract of ours. Looks, and registers
 * nothing: Confluent's own question about compatibility was not taken, since a registry may forbid
 * it to clients, and knows nothing of units of time and scales.
 *
 * @param subject under which it was looked for
 * @param kind what was found
 * @param why it does not fit; empty where it does
 */
public record SchemaFit(String subject, Kind kind, String why) {
  /** How a contract stands to what is registered. */
  public enum Kind {
    /** It is one of the subject's versions. */
    REGISTERED,
    /** It is not, and the newest version can be read by it, or written to. */
    COMPATIBLE,
    /** Nobody has registered anything yet, and the serde may. */
    ABSENT,
    /** Records could not be read, or would not be accepted. */
    MISFIT
  }

  private static final int UNKNOWN_SUBJECT = 40401;

  public SchemaFit {
    requireNonNull(subject, "subject");
    requireNonNull(kind, "kind");
    requireNonNull(why, "why");
  }

  /**
   * Asks the registry; blocks for as long as its retries take and fails as {@link SchemaRegistry}
   * says.
   *
   * @param config the serde's, as for {@link SpecificAvroSerializer}
   * @param ours the contract
   * @param writes whether we write the topic, or only read it
   */
  public static SchemaFit of(Map<String, ?> config, String topic, Schema ours, boolean writes) {
    AvroSerdeConfig serde = new AvroSerdeConfig(config);
    SchemaRegistry registry = SchemaRegistries.open(config);
    String subject = serde.subjectNames(false).subject(topic, ours);
    Schema sent =
        serde.getBoolean(AvroSerdeConfig.REMOVE_JAVA_PROPERTIES)
            ? JavaProperties.removedFrom(ours)
            : ours;
    try {
      registry.lookup(subject, sent, serde.getBoolean(AvroSerdeConfig.NORMALIZE));
      return new SchemaFit(subject, Kind.REGISTERED, "");
    } catch (SchemaRefusedException notThere) {
      return new Newest(registry, subject, sent, serde).fit(writes);
    }
  }

  /** The subject's newest version beside a contract that is none of its versions. */
  private record Newest(
      SchemaRegistry registry, String subject, Schema ours, AvroSerdeConfig serde) {
    SchemaFit fit(boolean writes) {
      boolean registers = serde.getBoolean(AvroSerdeConfig.AUTO_REGISTER);
      boolean latest = serde.getBoolean(AvroSerdeConfig.USE_LATEST);
      Schema newest;
      try {
        newest = registry.latest(subject).schema();
      } catch (SchemaRefusedException e) {
        if (e.errorCode() != UNKNOWN_SUBJECT) {
          throw e;
        }
        return writes && !registers
            ? misfit("nothing is registered, and auto.register.schemas is false")
            : new SchemaFit(subject, Kind.ABSENT, "");
      }
      if (writes && !registers && !latest) {
        return misfit("our version is not registered, and auto.register.schemas is false");
      }
      return writes && latest ? between(newest, ours) : between(ours, newest);
    }

    private SchemaFit between(Schema reader, Schema writer) {
      SchemaPairCompatibility verdict =
          SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
      if (verdict.getType() != SchemaCompatibilityType.COMPATIBLE) {
        return misfit(
            "the newest version does not fit ours: "
                + verdict.getResult().getIncompatibilities().stream()
                    .map(each -> each.getType() + " at " + each.getLocation())
                    .distinct()
                    .limit(5)
                    .toList());
      }
      List<LogicalTypeChange> changes =
          LogicalTypeChange.between(reader, writer).stream()
              .filter(LogicalTypeChange::contradicts)
              .toList();
      return changes.isEmpty()
          ? new SchemaFit(subject, Kind.COMPATIBLE, "")
          : misfit("the newest version means something else by its bytes: " + changes);
    }

    private SchemaFit misfit(String why) {
      return new SchemaFit(subject, Kind.MISFIT, why);
    }
  }
}

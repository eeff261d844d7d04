package io.blipstream.ops.registry;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Confluent's levels: what a new version of a subject must agree with. */
enum CompatibilityLevel {
  NONE(false, false, false),
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean newReadsOld;
  private final boolean oldReadsNew;
  private final boolean transitive;

  CompatibilityLevel(boolean newReadsOld, boolean oldReadsNew, boolean transitive) {
    this.newReadsOld = newReadsOld;
    this.oldReadsNew = oldReadsNew;
    this.transitive = transitive;
  }

  static CompatibilityLevel named(String name) throws RegistryError {
    for (CompatibilityLevel level : values()) {
      if (level.name().equals(name)) {
        return level;
      }
    }
    throw RegistryError.invalidLevel(name);
  }

  /**
   * What speaks against a new version; empty where nothing does.
   *
   * @param earlier the subject's versions, newest last
   */
  String objections(Schema candidate, List<Schema> earlier) {
    List<Schema> compared =
        transitive || earlier.isEmpty()
            ? earlier
            : earlier.subList(earlier.size() - 1, earlier.size());
    return compared.stream()
        .flatMap(
            old ->
                Stream.concat(
                    newReadsOld ? problems(candidate, old) : Stream.empty(),
                    oldReadsNew ? problems(old, candidate) : Stream.empty()))
        .collect(Collectors.joining("; "));
  }

  private static Stream<String> problems(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(CompatibilityLevel::words);
  }

  private static String words(Incompatibility problem) {
    return problem.getType() + " at " + problem.getLocation() + ": " + problem.getMessage();
  }
}

package io.blipstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What every schema keeps to, so that it can be read by people and changed later. */
class ContractsTest {
  private static final List<Schema> CONTRACTS =
      List.of(
          ImageEvent.getClassSchema(),
          Template.getClassSchema(),
          Result.getClassSchema(),
          DeadLetter.getClassSchema(),
          Replay.getClassSchema(),
          Comparison.getClassSchema(),
          Feedback.getClassSchema());

  private static Set<Schema> namedTypes() {
    Set<Schema> types = new HashSet<>();
    CONTRACTS.forEach(contract -> collect(contract, types));
    return types;
  }

  private static void collect(Schema schema, Set<Schema> to) {
    switch (schema.getType()) {
      case RECORD -> {
        if (to.add(schema)) {
          schema.getFields().forEach(field -> collect(field.schema(), to));
        }
      }
      case ENUM, FIXED -> to.add(schema);
      case ARRAY -> collect(schema.getElementType(), to);
      case MAP -> collect(schema.getValueType(), to);
      case UNION -> schema.getTypes().forEach(type -> collect(type, to));
      default -> {
        // The primitive types promise nothing.
      }
    }
  }

  private static List<String> faults(FieldRule rule) {
    List<String> faults = new ArrayList<>();
    for (Schema type : namedTypes()) {
      if (type.getType() == Schema.Type.RECORD) {
        for (Schema.Field field : type.getFields()) {
          if (!rule.holds(field)) {
            faults.add(type.getName() + "." + field.name());
          }
        }
      }
    }
    return faults;
  }

  @FunctionalInterface
  private interface FieldRule {
    boolean holds(Schema.Field field);
  }

  @Test
  void theContractsAreWalkedToTheirLastType() {
    assertThat(namedTypes())
        .extracting(Schema::getName)
        .contains("ImageEvent", "Instruction", "Turn", "Lane", "Result", "Origin", "Header", "Task")
        .hasSizeGreaterThan(15);
  }

  @Test
  void everyTypeSaysWhatItIs() {
    assertThat(namedTypes()).noneMatch(type -> type.getDoc() == null || type.getDoc().isBlank());
  }

  @Test
  void everyFieldSaysWhatItIs() {
    assertThat(faults(field -> field.doc() != null && !field.doc().isBlank())).isEmpty();
  }

  @Test
  void everyEnumHasADefaultForSymbolsToCome() {
    assertThat(namedTypes())
        .filteredOn(type -> type.getType() == Schema.Type.ENUM)
        .isNotEmpty()
        .allMatch(type -> type.getEnumDefault() != null);
  }

  @Test
  void aUnionIsNullableAndNothingElse() {
    assertThat(
            faults(
                field ->
                    !field.schema().isUnion()
                        || (field.schema().getTypes().size() == 2
                            && field.schema().getTypes().get(0).getType() == Schema.Type.NULL
                            && field.defaultVal() == JsonProperties.NULL_VALUE)))
        .isEmpty();
  }

  @Test
  void aFieldOfTimeSaysItsUnit() {
    assertThat(
            faults(
                field ->
                    !field.name().endsWith("_at")
                        || (field.schema().getLogicalType() != null
                            && field
                                .schema()
                                .getLogicalType()
                                .getName()
                                .equals("timestamp-millis"))))
        .isEmpty();
  }
}

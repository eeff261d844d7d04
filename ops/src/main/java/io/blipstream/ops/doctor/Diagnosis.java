package io.blipstream.ops.doctor;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FaultCode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What was found of one thing.
 *
 * @param found as it is
 * @param remedy what to do; empty where nothing is to be done
 * @param fault what `run` would end with, where it would
 */
public record Diagnosis(Grade grade, String found, String remedy, Optional<FaultCode> fault) {
  public Diagnosis {
    requireNonNull(grade, "grade");
    requireNonNull(found, "found");
    requireNonNull(remedy, "remedy");
    if (fault.isPresent() != (grade == Grade.FAIL)) {
      throw new IllegalArgumentException("what fails has a fault, and nothing else has");
    }
  }

  static Diagnosis ok(String found) {
    return new Diagnosis(Grade.OK, found, "", Optional.empty());
  }

  static Diagnosis warn(String found, String remedy) {
    return new Diagnosis(Grade.WARN, found, remedy, Optional.empty());
  }

  static Diagnosis fail(FaultCode fault, String found, String remedy) {
    return new Diagnosis(Grade.FAIL, found, remedy, Optional.of(fault));
  }

  static Diagnosis skip(String why) {
    return new Diagnosis(Grade.SKIP, why, "", Optional.empty());
  }

  /** With other words. */
  Diagnosis reworded(UnaryOperator<String> words) {
    return new Diagnosis(grade, words.apply(found), words.apply(remedy), fault);
  }

  /** For programs. */
  Map<String, Object> fields(String name) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("grade", grade.name().toLowerCase(Locale.ROOT));
    fields.put("found", found);
    fields.put("remedy", remedy.isEmpty() ? null : remedy);
    fields.put("fault", fault.map(FaultCode::code).orElse(null));
    return fields;
  }
}

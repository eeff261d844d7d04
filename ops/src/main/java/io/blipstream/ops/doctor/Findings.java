package io.blipstream.ops.doctor;

import io.blipstream.runtime.fault.FaultCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All that was found, in the order in which it was looked at. One thread. */
public final class Findings {
  private record Entry(String name, Diagnosis diagnosis) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(String name, List<Diagnosis> diagnoses) {
    diagnoses.forEach(each -> entries.add(new Entry(name, each)));
  }

  /** What is wrong first; what follows may follow from it. */
  public Optional<FaultCode> fault() {
    return entries.stream().flatMap(each -> each.diagnosis().fault().stream()).findFirst();
  }

  /** Of one examination. */
  public List<Diagnosis> of(String name) {
    return entries.stream().filter(each -> each.name().equals(name)).map(Entry::diagnosis).toList();
  }

  /** One line for each thing, and one for each remedy. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Entry each : entries) {
      Diagnosis found = each.diagnosis();
      lines.add(
          "%-5s %-14s %s"
              .formatted(
                  found.grade().name().toLowerCase(Locale.ROOT), each.name(), found.found()));
      if (!found.remedy().isEmpty()) {
        lines.add("%-5s %-14s → %s".formatted("", "", found.remedy()));
      }
    }
    return lines;
  }

  /** For programs. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("good", fault().isEmpty());
    fields.put(
        "checks", entries.stream().map(each -> each.diagnosis().fields(each.name())).toList());
    return fields;
  }
}

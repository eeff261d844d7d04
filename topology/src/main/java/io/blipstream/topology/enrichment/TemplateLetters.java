package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.topology.routing.DeadLetterWriter;
import io.blipstream.topology.routing.Outgoing;
import io.blipstream.topology.routing.Refusal;
import io.blipstream.topology.routing.SourceRecord;
import io.blipstream.topology.template.RefusedTemplate;
import io.blipstream.topology.template.RefusedTemplates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the dead letters of templates that were refused. Every process reads the whole table, but
 * one task of the application, that of partition 0, writes; and remembers in the same transaction
 * how far it has come. So there is one letter for each refused record, whatever is restarted.
 *
 * <p>A producer beside the stream threads was rejected: each process would write the same letters
 * at each start.
 */
final class TemplateLetters {
  private static final int LONGEST_NAME = 100;

  private final RefusedTemplates refused;
  private final DeadLetterWriter writer;
  private final TaskMemory memory;

  TemplateLetters(RefusedTemplates refused, DeadLetterWriter writer, TaskMemory memory) {
    this.refused = requireNonNull(refused, "refused");
    this.writer = requireNonNull(writer, "writer");
    this.memory = requireNonNull(memory, "memory");
  }

  /** Those that are due, which the caller forwards. */
  List<Outgoing> due() {
    List<Outgoing> letters = new ArrayList<>();
    for (RefusedTemplate each : refused.from(memory.lettersFrom())) {
      letters.addAll(writer.write(SourceRecord.of(each, each.record()), List.of(refusal(each))));
      memory.lettersFrom(each.offset() + 1);
    }
    return letters;
  }

  private static Refusal refusal(RefusedTemplate template) {
    Optional<String> name =
        Optional.ofNullable(template.record().key())
            .map(key -> new String(key, StandardCharsets.UTF_8))
            .map(key -> key.substring(0, Math.min(key.length(), LONGEST_NAME)));
    return new Refusal(Optional.empty(), Optional.empty(), name, template.fault());
  }
}

package io.blipstream.ops.inspect;

import io.blipstream.runtime.inspect.Inspection;
import io.blipstream.runtime.inspect.Memory;
import io.blipstream.runtime.inspect.Part;
import io.blipstream.runtime.inspect.Shard;
import io.blipstream.runtime.inspect.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A page for people. */
public final class PlainFinding {
  /** Tensors of one kind of fault that are shown; all stand in the JSON. */
  private static final int SHOWN = 20;

  private final StringBuilder page = new StringBuilder();

  private PlainFinding() {}

  public static String of(Finding finding) {
    PlainFinding plain = new PlainFinding();
    plain.write(finding);
    return plain.page.toString();
  }

  private void write(Finding finding) {
    Inspection found = finding.inspection();
    line("folder", found.folder());
    line("family", found.family());
    line(
        "layout",
        found.placeholder()
            ? "image placeholder in the reference's prompts"
            : "without an image placeholder");
    found.parts().forEach(this::part);
    line("all", "%s parameters".formatted(count(found.parameters())));
    line("types", joined(found.types()));
    found.shards().forEach(this::shard);
    if (!found.embedding().isEmpty()) {
      line("embedding", String.join(", ", found.embedding()));
    }
    found.files().forEach((name, there) -> line(there ? "file" : "file missing", name));
    line(
        "device",
        found.devices().stream().map(Object::toString).collect(Collectors.joining(", "))
            + " in "
            + found.precision().name().toLowerCase(Locale.ROOT));
    memory(found.memory(), found.workload());
    finding.measured().ifPresent(bytes -> line("measured", measured(bytes, found.memory())));
    tensors("missing", found.discrepancies().missing());
    tensors("surplus", found.discrepancies().surplus());
    tensors("misshapen", found.discrepancies().misshapen());
    tensors("mistyped", found.discrepancies().mistyped());
    line("runs here", found.runs() ? "yes" : "no");
  }

  private void part(Part part) {
    line(
        part.name(),
        "%s parameters in %d tensors, %s in files, %s in memory%s"
            .formatted(
                count(part.parameters()),
                part.tensors(),
                bytes(part.storedBytes()),
                bytes(part.heldBytes()),
                part.sizes().isEmpty() ? "" : "; " + joined(part.sizes())));
  }

  private void shard(Shard shard) {
    line(
        "weights",
        "%s, %s, %d tensors".formatted(shard.file(), bytes(shard.bytes()), shard.tensors()));
  }

  private void memory(Memory memory, Workload work) {
    line(
        "memory",
        "%s: weights %s, a batch %s%s; available %s"
            .formatted(
                bytes(memory.needed()),
                bytes(memory.weights()),
                bytes(memory.working()),
                memory.process() == 0 ? "" : ", the process " + bytes(memory.process()),
                memory.available().isPresent()
                    ? bytes(memory.available().getAsLong())
                    : "unknown"));
    line(
        "batch",
        "%d pictures and %d prompts of %d tokens; answers of %d tokens, beams %d"
            .formatted(
                work.images(),
                work.prompts(),
                work.promptTokens(),
                work.newTokens(),
                work.beams()));
  }

  private static String measured(long bytes, Memory memory) {
    return "%s at the worst moment, foretold %+.0f %%"
        .formatted(bytes(bytes), 100.0 * memory.needed() / bytes - 100);
  }

  private void tensors(String what, List<String> names) {
    names.stream().limit(SHOWN).forEach(name -> line(what, name));
    if (names.size() > SHOWN) {
      line(what, "… and %d more (--json names all)".formatted(names.size() - SHOWN));
    }
  }

  private void line(String what, Object text) {
    page.append("%-15s %s%n".formatted(what, text));
  }

  private static String joined(Map<?, Integer> map) {
    StringJoiner joiner = new StringJoiner(", ");
    map.forEach((key, value) -> joiner.add(key + " " + value));
    return joiner.toString();
  }

  private static String count(long number) {
    if (number >= 1_000_000_000) {
      return "%.2f billion".formatted(number / 1e9);
    }
    return number >= 1_000_000 ? "%.1f million".formatted(number / 1e6) : Long.toString(number);
  }

  private static String bytes(long number) {
    return number >= 1L << 30
        ? "%.2f GiB".formatted(number / 0x1p30)
        : "%.1f MiB".formatted(number / 0x1p20);
  }
}

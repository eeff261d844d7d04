package io.blipstream.ops.demo;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.demo.Tally.Kind;
import io.blipstream.ops.tell.Teller;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** For programs: an object a line for each stage, each picture and the summary. */
final class JsonShowing implements Showing {
  private final PrintWriter out;
  private final Teller teller;

  JsonShowing(PrintWriter out) {
    this.out = requireNonNull(out, "out");
    this.teller = Teller.toPrograms(out);
  }

  @Override
  public boolean closed() {
    return out.checkError();
  }

  @Override
  public void stage(String words) {
    teller.tell("stage", Map.of("words", words), "");
  }

  @Override
  public void answered(AnsweredPicture answered, Tally tally, double seconds) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("number", answered.picture().number());
    fields.put("event_id", answered.picture().eventId());
    fields.put("scene", answered.picture().description());
    fields.put("texts", answered.said().stream().map(JsonShowing::text).toList());
    fields.put("right", tally.overall().right());
    fields.put("all", tally.overall().all());
    fields.put("seconds", seconds);
    teller.tell("picture", fields, "");
  }

  @Override
  public void summary(Summary summary) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("pictures", summary.tally().pictures());
    for (Kind kind : Kind.values()) {
      fields.put(kind.name().toLowerCase(Locale.ROOT), share(summary.tally().of(kind)));
    }
    fields.put("texts", share(summary.tally().overall()));
    fields.put("dead_letters", summary.deadLetters());
    fields.put("seconds", summary.took().toNanos() / 1e9);
    fields.put("mean_answer_batch", summary.engine().meanAnswerBatch());
    fields.put("mean_image_batch", summary.engine().meanImageBatch());
    teller.tell("summary", fields, "");
  }

  private static Map<String, Object> text(Said said) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("instruction", said.asked().instructionId());
    fields.put("text", said.text());
    fields.put("truth", said.truth().isEmpty() ? null : said.truth());
    fields.put("right", said.right());
    fields.put("dead", said.dead());
    fields.put("confidence", said.confidence());
    said.timings().ifPresent(times -> fields.put("total_ms", times.getTotalMs()));
    return fields;
  }

  private static Map<String, Object> share(Tally.Share share) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("right", share.right());
    fields.put("all", share.all());
    return fields;
  }
}

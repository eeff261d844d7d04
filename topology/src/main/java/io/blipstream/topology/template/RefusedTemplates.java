package io.blipstream.topology.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The records of the template topic that were refused since the process began, those of before its
 * start included: a table is read anew by every process. Who writes their dead letters must know
 * himself which ones are written already. The global thread adds; any thread may read.
 *
 * <p>Bounded, since anybody may write to a topic: beyond {@value #MOST} records the oldest go, and
 * a long value is not kept.
 */
public final class RefusedTemplates {
  static final int MOST = 1_000;

  /** Longest value that is kept, in bytes; no valid template is longer. */
  static final int LONGEST_VALUE = 16_384;

  private final Deque<RefusedTemplate> refused = new ArrayDeque<>();

  synchronized void add(RefusedTemplate template) {
    byte[] value = template.record().value();
    if (value != null && value.length > LONGEST_VALUE) {
      refused.add(
          new RefusedTemplate(
              template.topic(),
              template.partition(),
              template.offset(),
              template.record().withValue(null),
              template.fault()));
    } else {
      refused.add(template);
    }
    if (refused.size() > MOST) {
      refused.remove();
    }
  }

  /** Those of an offset and up, in their order. */
  public synchronized List<RefusedTemplate> from(long offset) {
    if (refused.isEmpty() || refused.getLast().offset() < offset) {
      return List.of();
    }
    return refused.stream().filter(each -> each.offset() >= offset).toList();
  }
}

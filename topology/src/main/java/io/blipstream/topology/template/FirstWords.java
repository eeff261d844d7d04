package io.blipstream.topology.template;

import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Options;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each version said first, withdrawn ones included: that is what it says for ever. The global
 * thread owns it. It is read from the topic's beginning at every start, and says the same each time
 * because the topic keeps every record: it is compacted by name, so that nothing expires, with a
 * lag that never ends, so that nothing is replaced.
 */
final class FirstWords {
  /** What words a prompt; neither time nor description does. */
  private record Words(Task task, String text, Optional<Options> options) {
    static Words of(Template template) {
      return new Words(template.getTask(), template.getText(), template.getOptions());
    }
  }

  private final Map<String, Words> first = new HashMap<>();

  /**
   * Why a record of the topic is not taken; empty where it is, or repeats one that was.
   *
   * @param key the record's
   */
  Optional<Fault> fault(String key, Template template) {
    Optional<Fault> fault = foreseen(key, template);
    if (fault.isEmpty()) {
      first.putIfAbsent(TemplateName.of(template), Words.of(template));
    }
    return fault;
  }

  /** The same of a record that was not written yet; nothing is remembered of it. */
  Optional<Fault> foreseen(String key, Template template) {
    Optional<String> invalid =
        TemplateLint.fault(template)
            .or(
                () ->
                    key.equals(TemplateName.of(template))
                        ? Optional.empty()
                        : Optional.of("the record's key is not id@version"));
    if (invalid.isPresent()) {
      return invalid.map(why -> new Fault(FaultCode.TEMPLATE_INVALID, why));
    }
    return agree(template)
        ? Optional.empty()
        : Optional.of(
            new Fault(
                FaultCode.TEMPLATE_CONTRADICTING,
                key + " was published with other words before; give these a new version"));
  }

  /**
   * Whether a template says what its version said before, or would be the first to say anything.
   */
  private boolean agree(Template template) {
    Words before = first.get(TemplateName.of(template));
    return before == null || before.equals(Words.of(template));
  }
}

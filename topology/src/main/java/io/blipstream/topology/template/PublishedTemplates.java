package io.blipstream.topology.template;

import io.blipstream.runtime.fault.Fault;
import io.blipstream.schemas.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What every application takes from the records of a template topic, for whoever only looks: to be
 * told all of them from the first on, in their order. One thread.
 */
public final class PublishedTemplates {
  private final FirstWords firstWords = new FirstWords();

  /** In the order in which they are looked up: an id's newest version first. */
  private final Map<String, Template> valid = new TreeMap<>();

  /**
   * The next record.
   *
   * @return why it is not taken; empty where it is
   */
  public Optional<Fault> take(String key, Template template) {
    Optional<Fault> fault = firstWords.fault(key, template);
    if (fault.isEmpty()) {
      valid.put(TemplateTable.key(template.getId(), template.getVersion()), template);
    }
    return fault;
  }

  /**
   * What would come of a record that is not written yet.
   *
   * @return why it would not be taken; empty where it would be
   */
  public Optional<Fault> foreseen(String key, Template template) {
    return firstWords.foreseen(key, template);
  }

  /** The next record, without a value: the version is withdrawn. */
  public void withdraw(String key) {
    TemplateName.parse(key)
        .filter(name -> name.version().isPresent())
        .ifPresent(name -> valid.remove(TemplateTable.key(name.id(), name.version().getAsInt())));
  }

  /** What is valid now. */
  public List<Template> valid() {
    return List.copyOf(valid.values());
  }
}

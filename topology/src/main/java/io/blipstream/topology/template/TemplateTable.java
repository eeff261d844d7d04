package io.blipstream.topology.template;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Every valid version of every template, as the stream threads read it.
 *
 * <p>Keys are {@code id@} and the version counted down from {@value #TOP} in ten digits, so that
 * the first entry under an id is its newest.
 */
final class TemplateTable {
  private static final int TOP = Integer.MAX_VALUE;
  private static final int DIGITS = 10;

  private final ReadOnlyKeyValueStore<String, Template> store;

  TemplateTable(ReadOnlyKeyValueStore<String, Template> store) {
    this.store = requireNonNull(store, "store");
  }

  /** Where the store keeps one version. */
  static String key(String id, int version) {
    String down = Integer.toString(TOP - version);
    return id + "@" + "0".repeat(DIGITS - down.length()) + down;
  }

  Optional<Template> find(TemplateName name) {
    return name.version().isPresent()
        ? Optional.ofNullable(store.get(key(name.id(), name.version().getAsInt())))
        : newest(name.id());
  }

  /** The newest version of each template of a task, sorted by id. */
  List<Template> newestOf(Task task) {
    Map<String, Template> newest = new LinkedHashMap<>();
    try (KeyValueIterator<String, Template> all = store.all()) {
      all.forEachRemaining(entry -> newest.putIfAbsent(entry.value.getId(), entry.value));
    }
    List<Template> pool = new ArrayList<>(newest.values());
    pool.removeIf(template -> template.getTask() != task);
    pool.sort(comparing(Template::getId));
    return pool;
  }

  private Optional<Template> newest(String id) {
    try (KeyValueIterator<String, Template> versions =
        store.prefixScan(id + "@", new StringSerializer())) {
      return versions.hasNext() ? Optional.of(versions.next().value) : Optional.empty();
    }
  }
}

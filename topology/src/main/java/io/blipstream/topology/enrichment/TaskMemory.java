package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.topology.routing.Outgoing;
import io.blipstream.topology.routing.ResultName;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The little that a task must know again after a restart: under which names its results went out,
 * so that they can be forgotten, and which refused templates have their dead letter.
 *
 * <p>The one state beside offsets. Names only grow, and are written when results are forwarded: so
 * they hold at any lowered offset, and are committed in the same transaction as the results. What
 * every subject was asked was not kept, although it would name each key exactly: it would grow with
 * the subjects, be read back at every rebalance, and change with every event. A name too many costs
 * a tombstone for a key that never was.
 *
 * <p>Its stream thread owns it.
 */
final class TaskMemory {
  /** Name of the store; its changelog holds names and numbers, never a picture. */
  static final String STORE = "enrichment-memory";

  /** Whoever makes up a new instruction id for each event must not fill the memory with them. */
  static final int MOST_NAMES = 1_000;

  private static final String NAME = "name/";
  private static final String OVERFLOW = "overflow";
  private static final String LETTERS = "template-letters";

  private final KeyValueStore<String, Long> store;
  private final Set<ResultName> names = new LinkedHashSet<>();

  TaskMemory(KeyValueStore<String, Long> store) {
    this.store = requireNonNull(store, "store");
    try (KeyValueIterator<String, Long> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, Long> entry = all.next();
        if (entry.key.startsWith(NAME)) {
          names.add(ResultName.parse(entry.key.substring(NAME.length())));
        }
      }
    }
  }

  static StoreBuilder<KeyValueStore<String, Long>> builder() {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long());
  }

  /** That something is forwarded; dead letters and tombstones have no name. */
  void forwarded(Outgoing outgoing) {
    Optional<ResultName> name = ResultName.of(outgoing);
    if (name.isEmpty() || names.contains(name.get())) {
      return;
    }
    if (names.size() < MOST_NAMES) {
      names.add(name.get());
      store.put(NAME + name.get(), 0L);
    } else {
      store.putIfAbsent(OVERFLOW, 0L);
    }
  }

  /** Under which names results went out. */
  Set<ResultName> names() {
    return Set.copyOf(names);
  }

  /** Whether those are all. */
  boolean complete() {
    return store.get(OVERFLOW) == null;
  }

  /** The first offset of the template topic whose refusal may have no dead letter yet. */
  long lettersFrom() {
    Long from = store.get(LETTERS);
    return from == null ? 0 : from;
  }

  void lettersFrom(long offset) {
    store.put(LETTERS, offset);
  }
}

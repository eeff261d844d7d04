package io.blipstream.topology.watermark;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds stores that hold nothing, and so have neither changelog nor cache. */
public final class NothingStored<T extends StateStore> implements StoreBuilder<T> {
  private final String name;
  private final Supplier<T> store;

  public NothingStored(String name, Supplier<T> store) {
    this.name = requireNonNull(name, "name");
    this.store = requireNonNull(store, "store");
  }

  @Override
  public T build() {
    return store.get();
  }

  @Override
  public String name() {
    return name;
  }

  /** There is nothing to restore. */
  @Override
  public boolean loggingEnabled() {
    return false;
  }

  @Override
  public Map<String, String> logConfig() {
    return Map.of();
  }

  @Override
  public StoreBuilder<T> withLoggingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<T> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<T> withLoggingEnabled(Map<String, String> config) {
    throw new UnsupportedOperationException("a store of nothing has no changelog");
  }

  @Override
  public StoreBuilder<T> withCachingEnabled() {
    throw new UnsupportedOperationException("a store of nothing has no cache");
  }
}

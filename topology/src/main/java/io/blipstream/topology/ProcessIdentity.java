package io.blipstream.topology;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A store that holds nothing and is called persistent: only where there is one does Kafka Streams
 * keep its process id in the state directory, and with it the transactional ids of its producers.
 * Under the same ids, a process that comes back after it was killed aborts at once what it had left
 * open; under new ones, whoever reads committed records waits for the transaction timeout.
 *
 * <p>A persistent store of Kafka's own was rejected: it would load RocksDB to keep nothing in it.
 */
final class ProcessIdentity implements StoreBuilder<StateStore> {
  private static final String NAME = "process-identity";

  @Override
  public StateStore build() {
    return new Marker();
  }

  @Override
  public String name() {
    return NAME;
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
  public StoreBuilder<StateStore> withLoggingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<StateStore> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<StateStore> withLoggingEnabled(Map<String, String> config) {
    throw new UnsupportedOperationException("a store of nothing has no changelog");
  }

  @Override
  public StoreBuilder<StateStore> withCachingEnabled() {
    throw new UnsupportedOperationException("a store of nothing has no cache");
  }

  /** One per task; its stream thread owns it. */
  private static final class Marker implements StateStore {
    private boolean open;

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
      context.register(
          root,
          (key, value) -> {
            throw new IllegalStateException("a store of nothing has nothing to restore");
          });
      open = true;
    }

    @Override
    public void close() {
      open = false;
    }

    @Override
    public boolean persistent() {
      return true;
    }

    @Override
    public boolean isOpen() {
      return open;
    }
  }
}

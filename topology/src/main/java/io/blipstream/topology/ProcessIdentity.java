package io.blipstream.topology;

import io.blipstream.topology.watermark.NothingStored;
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
 *
 * <p>One per task; its stream thread owns it.
 */
final class ProcessIdentity implements StateStore {
  static final String STORE = "process-identity";

  private boolean open;

  private ProcessIdentity() {}

  static StoreBuilder<ProcessIdentity> builder() {
    return new NothingStored<>(STORE, ProcessIdentity::new);
  }

  @Override
  public String name() {
    return STORE;
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

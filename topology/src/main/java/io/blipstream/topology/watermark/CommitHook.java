package io.blipstream.topology.watermark;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store that holds nothing and is told of a commit before its offsets are chosen: the one moment
 * at which what is in flight can still be finished. Kafka Streams calls only the caches of its
 * stores then, so this reaches into its internals; {@link CommitMode#LOW_WATERMARK} does not.
 *
 * <p>One per task; its stream thread owns it. It is called at a dirty close as well, where the hook
 * must throw and not wait.
 */
public final class CommitHook implements StateStore, CachedStateStore<Object, Object> {
  /** Name of the store. */
  public static final String STORE = "commit-hook";

  private Runnable hook = () -> {};
  private boolean open;

  private CommitHook() {}

  /** To be added to the asynchronous processor. */
  public static StoreBuilder<CommitHook> builder() {
    return new NothingStored<>(STORE, CommitHook::new);
  }

  /**
   * From now on run before each commit, as the processor that is being initialised: what it
   * forwards goes to the processor's children.
   */
  public void beforeCommit(ProcessorContext<?, ?> context, Runnable action) {
    InternalProcessorContext<?, ?> internal = (InternalProcessorContext<?, ?>) context;
    ProcessorNode<?, ?, ?, ?> self = internal.currentNode();
    hook = () -> runAs(internal, self, action);
  }

  private static void runAs(
      InternalProcessorContext<?, ?> context, ProcessorNode<?, ?, ?, ?> self, Runnable action) {
    ProcessorNode<?, ?, ?, ?> node = context.currentNode();
    ProcessorRecordContext record = context.recordContext();
    context.setCurrentNode(self);
    if (record == null) {
      // As for a punctuator: what is forwarded stems from no record in process.
      context.setRecordContext(
          new ProcessorRecordContext(
              0, -1, -1, null, new org.apache.kafka.common.header.internals.RecordHeaders()));
    }
    try {
      action.run();
    } finally {
      context.setCurrentNode(node);
      context.setRecordContext(record);
    }
  }

  @Override
  public void flushCache() {
    hook.run();
  }

  @Override
  public void clearCache() {}

  @Override
  public boolean setFlushListener(
      CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
    return false;
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
    hook = () -> {};
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }
}

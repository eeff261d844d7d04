package io.blipstream.runtime.engine.features;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One use of a value that is freed after its last use. Any thread; closing twice is once.
 *
 * @param <V> holds memory that must be given back
 */
public final class Lease<V> implements AutoCloseable {
  private final V value;
  private final Consumer<V> closer;
  private final AtomicInteger uses;
  private final AtomicBoolean closed = new AtomicBoolean();

  Lease(V value, Consumer<V> closer) {
    this(value, closer, new AtomicInteger(1));
  }

  private Lease(V value, Consumer<V> closer, AtomicInteger uses) {
    this.value = value;
    this.closer = closer;
    this.uses = uses;
  }

  public V value() {
    return value;
  }

  /** A further use, to be closed on its own. Only of a lease that is not closed. */
  public Lease<V> another() {
    uses.incrementAndGet();
    return new Lease<>(value, closer, uses);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true) && uses.decrementAndGet() == 0) {
      closer.accept(value);
    }
  }
}

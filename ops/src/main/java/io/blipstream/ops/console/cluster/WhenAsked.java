package io.blipstream.ops.console.cluster;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is opened when somebody first asks for it, and not before there is a cluster. Any thread.
 */
public final class WhenAsked<T extends AutoCloseable> implements AutoCloseable {
  private final Function<Configuration, T> opening;

  /** Guarded by this, as is the next. */
  private Optional<Configuration> cluster = Optional.empty();

  private Optional<T> opened = Optional.empty();

  public WhenAsked(Function<Configuration, T> opening) {
    this.opening = requireNonNull(opening, "opening");
  }

  /** From now on there is a cluster. */
  public synchronized void watch(Configuration configuration) {
    cluster = Optional.of(configuration);
  }

  /** Empty while there is no cluster. */
  public synchronized Optional<T> get() {
    if (opened.isEmpty()) {
      opened = cluster.map(opening);
    }
    return opened;
  }

  @Override
  public synchronized void close() {
    cluster = Optional.empty();
    opened.ifPresent(WhenAsked::close);
    opened = Optional.empty();
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

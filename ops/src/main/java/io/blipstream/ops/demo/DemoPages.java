package io.blipstream.ops.demo;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConsoleKeys;
import io.blipstream.ops.console.WebConsole;
import io.blipstream.ops.console.wall.Truths;
import io.blipstream.ops.health.ServedNumbers;
import io.blipstream.ops.metrics.Watched;
import io.blipstream.runtime.engine.Engine;
import java.time.Clock;
import java.util.Optional;

/** The console of a process that shows itself, open before there is anything to see. One thread. */
public final class DemoPages implements AutoCloseable {
  private static final String REVIEW_CONFIDENCE = "0.8";

  private final WebConsole pages;
  private final ServedNumbers numbers;

  private DemoPages(WebConsole pages, ServedNumbers numbers) {
    this.pages = pages;
    this.numbers = numbers;
  }

  /** For pictures of which the pages are not told the truth. */
  public static DemoPages open(Configuration configuration, Clock clock) {
    return open(configuration, Truths.UNKNOWN, clock);
  }

  static DemoPages open(Configuration configuration, Truths truths, Clock clock) {
    WebConsole pages = new WebConsole(worthLooking(configuration), truths, clock);
    try {
      return new DemoPages(pages, ServedNumbers.open(configuration, clock, pages));
    } catch (RuntimeException e) {
      pages.close();
      throw e;
    }
  }

  /**
   * From now on there is something to see.
   *
   * @return where; empty where nothing is served
   */
  public Optional<String> watch(Configuration cluster, Watched watched, Engine engine) {
    pages.watch(cluster, numbers.watch(cluster, watched), engine);
    return numbers.address();
  }

  /**
   * Unless somebody says otherwise. The shipped checkpoint is small, so where it looks is shown;
   * and it is sure of nearly all that it says, right or wrong, so that with a deployment's
   * threshold the page Review would stay empty for a newcomer.
   */
  private static Configuration worthLooking(Configuration configuration) {
    return configuration
        .unlessSet(ConsoleKeys.EXPLAIN, "on")
        .unlessSet(ConsoleKeys.REVIEW_CONFIDENCE, REVIEW_CONFIDENCE);
  }

  @Override
  public void close() {
    numbers.close();
    pages.close();
  }
}

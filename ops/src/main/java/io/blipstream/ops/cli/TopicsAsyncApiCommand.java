package io.blipstream.ops.cli;

import io.blipstream.ops.topics.AsyncApi;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code blipstream topics asyncapi}. */
@Command(
    name = "asyncapi",
    description = "Prints the topics with their schemas as an AsyncAPI 3 document.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TopicsAsyncApiCommand implements Callable<Integer> {
  /** Of the contracts, not of the program: it changes when they do. */
  private static final String VERSION = "1.0.0";

  @Mixin private ConfigOption config;

  private final Console console;
  private final Map<String, String> environment;

  TopicsAsyncApiCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    console.out().print(AsyncApi.document(config.read(environment), VERSION));
    console.out().flush();
    return 0;
  }
}

package io.blipstream.ops.config;

import io.blipstream.ops.docs.GeneratedDocument;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {
  @Test
  void documentationHoldsEveryKeyWithItsDefault() {
    String rows =
        Keys.all().stream().map(ConfigurationTableTest::row).collect(Collectors.joining());
    new GeneratedDocument("configuration.md")
        .assertHolds(
            """
        # Configuration

        `blipstream run --config FILE` reads a `.properties` file in UTF-8. Each key can be overridden by an environment
        variable: its name in upper case with underscores for dots, after `BLIPSTREAM_`; and by `--set KEY=VALUE`, which is no
        place for secrets: others see it. Without a file the environment alone does. Unknown keys are errors.

        Every command that reads it takes both options; `demo`, `recipe` on its own pictures and `bench`, which have a cluster of their own,
        take `--set`. `evaluate` takes the environment alone; `tune` and `ablate` have settings of their own ([tuning.md](tuning.md)).

        | key | meaning | value | default | variable |
        |---|---|---|---|---|
        %s
        Kafka's own keys stand under `kafka.` and are passed on without it: `kafka.bootstrap.servers` (needed to join a
        cluster), `kafka.security.protocol`, `kafka.producer.linger.ms` and so on. One that is a letter or two from a name of Kafka's is refused.

        Two of them let a process that was killed come back fast: `kafka.group.instance.id`, another for each process, and
        `kafka.state.dir`, a folder for each process that outlasts it. With both, results flow again after 3 seconds (measured);
        without, once the group has given the old member up and its open transactions have timed out, after 45.

        The schema registry's keys stand under `schema.registry.` and are Confluent's: `schema.registry.url` (needed) and
        `schema.registry.ssl.*` are passed on as they are, all others without the prefix, for example
        `schema.registry.basic.auth.user.info`, `schema.registry.auto.register.schemas`.

        A value may hold `${env:NAME}`, an environment variable, `${file:PATH}`, all that stands in a file, and
        `${file:PATH:KEY}`, one key of a `.properties` file: so secrets stand elsewhere. What cannot be found is an error;
        secrets are never printed. Other providers than these two are Kafka's own, by `kafka.config.providers`.

        Read from the environment only: `BLIPSTREAM_DEBUG=1` prints stack traces, `BLIPSTREAM_LOG=INFO` says more on
        standard error, `BLIPSTREAM_JAVA_OPTS` adds options for the Java virtual machine.
        """
                .formatted(rows));
  }

  private static String row(Key<?> key) {
    return "| `%s` | %s | %s | %s | `%s` |\n"
        .formatted(
            key.name(),
            key.meaning(),
            key.type().words(),
            key.defaultText()
                .map(text -> text.isEmpty() ? "(empty)" : "`" + text + "`")
                .orElse("**must be set**"),
            key.variable());
  }
}

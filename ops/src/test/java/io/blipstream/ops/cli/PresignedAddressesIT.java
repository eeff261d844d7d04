package io.blipstream.ops.cli;

import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.read.ListAppender;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.console.WebConsole;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.FailingHost;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.JoiningEnvironment;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.health.ServedNumbers;
import io.blipstream.ops.metrics.Watched;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.ops.pipeline.ServedModels;
import io.blipstream.ops.trace.Traces;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Pictures by presigned addresses, fetched and failed in each way; the key in the address is looked
 * for in all that anybody reads.
 */
@Timeout(240)
class PresignedAddressesIT {
  private static final String SECRET = "pl4nted-s3cret";
  private static final String QUERY = "?X-Amz-Signature=" + SECRET + "&token=" + SECRET;

  /** A letter for each. */
  private static final List<String> FAILING = List.of("/404", "/503", "/slow", "/poison", "/moved");

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final OutputStreamAppender<ILoggingEvent> shipped =
      (OutputStreamAppender<ILoggingEvent>) root.getAppender("STDERR");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final JavaLog javaLog = new JavaLog();
  private final List<String> read = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    root.addAppender(log);
    root.detachAppender(shipped); // a lot, on the screen
    root.setLevel(Level.DEBUG);
    LogManager.getLogManager().getLogger("").addHandler(javaLog);
  }

  @AfterEach
  void stopListening() {
    root.setLevel(before);
    root.detachAppender(log);
    root.addAppender(shipped);
    LogManager.getLogManager().getLogger("").removeHandler(javaLog);
  }

  @Test
  void keyInAnAddress_isShownNowhere_andTheLetterKeepsTheEventAsItCame(@TempDir Path folder)
      throws Exception {
    try (FailingHost host = new FailingHost()) {
      Configuration given = configuration(host.base());
      List<DeadLetter> letters = failed(given, folder, host);

      assertThat(letters)
          .extracting(DeadLetter::getFault)
          .containsExactlyInAnyOrder(
              "image-unavailable",
              "image-fetch-failed",
              "image-fetch-failed",
              "image-undecodable",
              "image-fetch-refused",
              "image-fetch-refused",
              "image-fetch-refused",
              "image-fetch-refused");
      assertThat(letters)
          .allMatch(
              letter -> UTF_8.decode(letter.getValue().orElseThrow()).toString().contains(SECRET));
      assertThat(host.bodies()).as("spans").anyMatch(body -> body.contains("process image-events"));
      read.addAll(host.bodies());
    }
    readLog();
    assertThat(read).noneMatch(words -> words.contains(SECRET));
  }

  private static Configuration configuration(String host) {
    return Configuration.of(
        Map.of(
            "model.dir", ".",
            "fetch.allow", host,
            "fetch.allow.addresses", "127.0.0.0/8,::1",
            "fetch.timeout.ms", "700",
            "retry.max.ms", "1500",
            "http.port", "0",
            "trace.endpoint", host + "/500" + QUERY));
  }

  /** Runs the pipeline over the events, and reads what it shows. */
  private List<DeadLetter> failed(Configuration given, Path folder, FailingHost host)
      throws Exception {
    Clock clock = Clock.systemUTC();
    try (LocalCluster cluster = LocalCluster.start(given, 1, folder.resolve("cluster"), clock);
        ServedModels models =
            ServedModels.open(
                cluster.configuration(), any -> new FakeEngine(Duration.ofMillis(1)), clock);
        Traces traces = Traces.open(cluster.configuration());
        WebConsole console = new WebConsole(given, clock);
        ServedNumbers numbers = ServedNumbers.open(given, clock, console);
        Pipeline pipeline =
            Pipeline.start(
                cluster.configuration(),
                models.live(),
                models.answerer(),
                PipelineSettings.topology(cluster.configuration(), 1),
                traces.events(),
                clock);
        TestClients clients = new TestClients(cluster.configuration())) {
      assertThat(pipeline.awaitRunning(Duration.ofMinutes(1))).isTrue();
      console.watch(
          cluster.configuration(),
          numbers.watch(cluster.configuration(), Watched.of(pipeline, models.live())),
          models.live());
      publish(clients, host.base());
      clients.await(1, FAILING.size() + 3);
      clients.results().forEach(result -> read.add(result.value() + words(result)));
      clients
          .deadLetters()
          .forEach(letter -> read.add(letter.value().getMessage() + words(letter)));
      readCommands(cluster.configuration(), folder.resolve("value"));
      readPages(numbers.address().orElseThrow());
      return clients.deadLetters().stream().map(ConsumerRecord::value).toList();
    }
  }

  private static void publish(TestClients clients, String base) {
    clients.publish(addressed("sound", base + "/sound.png" + QUERY));
    FAILING.forEach(path -> clients.publish(addressed(path, base + path + QUERY)));
    clients.publish(addressed("elsewhere", "https://elsewhere.example/x.png" + QUERY));
    clients.publish(addressed("blank", base + "/a b \"c\"" + QUERY));
    ImageEvent wordy =
        ImageEvent.newBuilder(addressed("user", base.replace("//", "//u:" + SECRET + "@")))
            .setAttributes(Map.of("page", "https://shop.example/p" + QUERY))
            .build();
    clients.publish(wordy, Map.of("source", "https://shop.example/h" + QUERY));
  }

  private static ImageEvent addressed(String id, String uri) {
    return ImageEvent.newBuilder(event(id, "", caption("c")))
        .setImages(List.of(Image.newBuilder().setUri(uri).build()))
        .build();
  }

  private static String words(ConsumerRecord<?, ?> record) {
    StringBuilder words = new StringBuilder();
    for (Header header : record.headers()) {
      words.append(header.key()).append('=').append(new String(header.value(), UTF_8)).append('\n');
    }
    return words.toString();
  }

  private void readCommands(Configuration configuration, Path saved) throws Exception {
    List<String> shown = new ArrayList<>(FAILING);
    shown.addAll(List.of("elsewhere", "blank", "user"));
    List<List<String>> commands = new ArrayList<>();
    commands.add(List.of("dead-letters"));
    commands.add(List.of("dead-letters", "--json"));
    commands.add(List.of("dead-letters", "--by", "feed"));
    commands.add(List.of("replay", "--all"));
    for (String event : shown) {
      commands.add(List.of("dead-letters", "show", event));
      commands.add(List.of("dead-letters", "show", event, "--json"));
    }
    for (List<String> command : commands) {
      CommandRun run = run(configuration, command);
      assertThat(run.exitCode()).as("%s%n%s", command, run.err()).isZero();
      assertThat(run.out()).isNotBlank();
      read.add(run.out() + run.err());
    }
    assertThat(run(configuration, List.of("dead-letters", "show", "/404")).out())
        .contains("/404?(hidden)");
    run(configuration, List.of("dead-letters", "show", "/404", "--save-value", saved.toString()));
    assertThat(Files.readString(saved, StandardCharsets.ISO_8859_1)).contains(SECRET);
  }

  private static CommandRun run(Configuration configuration, List<String> command) {
    return CommandRun.of(
        any -> new FakeEngine(Duration.ZERO),
        JoiningEnvironment.of(configuration),
        command.toArray(String[]::new));
  }

  private void readPages(String address) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    List<String> paths = new ArrayList<>(List.of("", "metrics", "livez", "readyz", "startupz"));
    paths.addAll(List.of("dead-letters", "api/numbers/now", "api/letters", "api/templates"));
    for (int offset = 0; offset < FAILING.size() + 3; offset++) {
      paths.add("api/letters/0-" + offset);
    }
    for (String path : paths) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
      read.add(client.send(request, BodyHandlers.ofString()).body());
    }
    assertThat(read).anyMatch(words -> words.contains("/404?(hidden)"));
  }

  /** Our own lines say no secret; those of others do, and the process' log hides it. */
  private void readLog() {
    List<ILoggingEvent> lines = List.copyOf(log.list);
    assertThat(lines)
        .as("the client of HTTP says what it asks for")
        .anyMatch(
            line -> line.getFormattedMessage().contains("GET /404?X-Amz-Signature=" + SECRET));
    for (ILoggingEvent line : lines) {
      read.add(new String(shipped.getEncoder().encode(line), UTF_8));
      if (line.getLoggerName().startsWith("io.blipstream")) {
        read.add(
            line.getFormattedMessage()
                + ThrowableProxyUtil.asString(line.getThrowableProxy())
                + line.getMDCPropertyMap()
                + line.getKeyValuePairs());
      }
    }
    assertThat(javaLog.lines).as("the exporter of spans").isNotEmpty();
    read.addAll(javaLog.lines);
  }

  /** OpenTelemetry logs by Java's own means. */
  private static final class JavaLog extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      lines.add(new java.util.logging.SimpleFormatter().format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

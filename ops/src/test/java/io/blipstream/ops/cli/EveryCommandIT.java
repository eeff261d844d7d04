package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.fault.FaultCode;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Every command, run as a process on the shipped checkpoint: those that need no cluster here, the
 * others in {@link ClusterCommandsIT} and {@link JoiningAClusterIT}.
 */
class EveryCommandIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "--model=../checkpoints/instructblip-scenes";

  /** What is run as a process beside a cluster, and where. */
  private static final Map<String, Class<?>> ELSEWHERE =
      Map.ofEntries(
          Map.entry("run", JoiningAClusterIT.class),
          Map.entry("bench outages", OutagesIT.class),
          Map.entry("bench overload", OverloadIT.class),
          Map.entry("topics plan", ClusterCommandsIT.class),
          Map.entry("topics apply", ClusterCommandsIT.class),
          Map.entry("topics verify", ClusterCommandsIT.class),
          Map.entry("templates publish", ClusterCommandsIT.class),
          Map.entry("dead-letters", ClusterCommandsIT.class),
          Map.entry("dead-letters show", ClusterCommandsIT.class),
          Map.entry("replay", ClusterCommandsIT.class),
          Map.entry("feedback", ClusterCommandsIT.class),
          Map.entry("reset", ClusterCommandsIT.class));

  /** At their smallest: that they run and tell, not what they measure. */
  private static final Map<String, String> BENCHMARKS =
      Map.ofEntries(
          Map.entry("bench kill", "--kills=1 --events=300 --partitions=2 --instances=2"),
          Map.entry("bench records", "--n=50"),
          Map.entry("bench pipeline", "--events=5 --warm-up=5 --rounds=1"),
          Map.entry("bench growth", "--events=30"),
          Map.entry("bench alternatives", "--events=1 --rounds=1"),
          Map.entry("bench lanes", "--open=2 --interactive=2 --rounds=1"),
          Map.entry("bench prepare", "--passes=1 --seconds=0.05"),
          Map.entry("bench roofline", "--rounds=1"),
          Map.entry("bench fanout", "--pictures=3 --rounds=1"));

  /** Whoever prints no findings has none to print as JSON. */
  private static final Set<String> WITHOUT_JSON = Set.of("completion", "help", "topics asyncapi");

  @TempDir private static Path folder;
  private static Path sets;

  @BeforeAll
  static void write() throws Exception {
    for (int i = 0; i < 4; i++) {
      BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
      image.setRGB(i, i, 0xff0000);
      ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
    }
    String row = "{\"image\": \"%d.png\", \"question\": \"what?\", \"answer\": \"a red mug\"}\n";
    Files.writeString(
        folder.resolve("rows.jsonl"), row.formatted(0) + row.formatted(1) + row.formatted(2));
    sets =
        Files.writeString(
            folder.resolve("sets.json"),
            """
            {"datasets": [{"name": "in", "group": "g", "form": "rows", "files": {"rows": "rows.jsonl"},
              "templates": ["Q: {Question}"], "metric": "exact"}]}
            """);
    Files.writeString(
        folder.resolve("own.jsonl"),
        "{\"id\":\"own\",\"version\":1,\"task\":\"CAPTION\",\"text\":\"A photo of\"}\n");
    Files.writeString(
        folder.resolve("requests.jsonl"), "{\"image\": \"0.png\", \"prompt\": \"what?\"}\n");
  }

  @Test
  void asking_evaluating_andLooking() throws Exception {
    JsonNode answer = json(run("ask", "--json", MODEL, "--prompt", "what?", picture()));
    assertThat(answer.path("text").asText()).isNotEmpty();
    CommandProcess mistyped =
        process("ask", "--prompt", "what?", "--set", "image.max.byte=1", picture());
    assertThat(mistyped.exitCode()).isEqualTo(FaultCode.CONFIGURATION_INVALID.exitCode());
    assertThat(mistyped.err()).contains("did you mean image.max.bytes?");
    JsonNode scores = json(run("evaluate", "--json", MODEL, "--data", sets.toString()));
    assertThat(scores.path("sets").path(0).path("samples").asInt()).isEqualTo(3);
    JsonNode found = json(run("inspect", "--json", "../checkpoints/instructblip-scenes"));
    assertThat(found.path("runs").asBoolean()).isTrue();
  }

  @Test
  void doctorWithoutACluster_saysWhatIsMissing() throws Exception {
    CommandProcess run =
        process("doctor", "--json", "--set", "model.dir=../checkpoints/instructblip-scenes");
    assertThat(run.exitCode()).isEqualTo(FaultCode.CONFIGURATION_INVALID.exitCode());
    JsonNode checks = JSON.readTree(run.out()).path("checks");
    assertThat(checks)
        .anySatisfy(
            check -> {
              assertThat(check.path("name").asText()).isEqualTo("broker");
              assertThat(check.path("grade").asText()).isEqualTo("fail");
              assertThat(check.path("remedy").asText()).contains("kafka.bootstrap.servers=");
            });
  }

  @Test
  void learning_tellsItsStepsAsJson() throws Exception {
    assertLearns("learned", "instruction");
  }

  @Test
  void pretraining_isAlignmentAndThenGeneration() throws Exception {
    List<JsonNode> told = assertLearns("pretrained", "pretrain");
    assertThat(told)
        .filteredOn(line -> line.path("event").asText().equals("learning"))
        .extracting(line -> line.path("stage").asText())
        .containsExactly("alignment", "generation");
    assertThat(folder.resolve("pretrained/alignment/tuning/loss.csv")).exists();
  }

  private static List<JsonNode> assertLearns(String output, String stage) throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve(output + ".properties"),
            """
            model.dir=%s
            data.file=sets.json
            output.dir=%s
            steps=2
            warmup=1
            alignment.steps=2
            alignment.warmup=1
            batch=2
            """
                .formatted(Path.of("../checkpoints/instructblip-scenes").toAbsolutePath(), output));
    List<JsonNode> told =
        lines(run("tune", "--json", "--stage", stage, "--config", settings.toString()));
    assertThat(told)
        .extracting(line -> line.path("event").asText())
        .startsWith("set", "learning")
        .contains("step")
        .endsWith("learned");
    assertThat(folder.resolve(output).resolve("model.safetensors")).exists();
    return told;
  }

  @Test
  void ablating_endsWithTheComparison() throws Exception {
    Path golden = Path.of("../model-runtime/src/test/resources/golden").toAbsolutePath();
    Path settings =
        Files.writeString(
            folder.resolve("ablate.properties"),
            """
            model.dir=%s
            model.qformer.tokenizer=%s
            data.file=sets.json
            output.dir=ablations
            arms=blip-2
            aside=1
            """
                .formatted(
                    golden.resolve("blip2-t5/checkpoint"),
                    golden.resolve("instructblip-t5/checkpoint/qformer_tokenizer")));
    List<JsonNode> told = lines(run("ablate", "--json", "--config", settings.toString()));
    assertThat(told)
        .extracting(line -> line.path("event").asText())
        .containsExactly("measuring", "compared");
    assertThat(told.get(1).path("models").path(0).path("model").asText()).isEqualTo("blip-2");
    assertThat(folder.resolve("ablations/table.md")).exists();
  }

  @Test
  void demo_tellsPicturesAndASummaryAsJson() throws Exception {
    List<JsonNode> told = lines(run("demo", "--json", "--events", "1", MODEL));
    JsonNode picture =
        told.stream()
            .filter(each -> each.path("event").asText().equals("picture"))
            .findFirst()
            .get();
    assertThat(picture.path("texts")).isNotEmpty();
    JsonNode last = told.get(told.size() - 1);
    assertThat(last.path("event").asText()).isEqualTo("summary");
    assertThat(last.path("pictures").asInt()).isEqualTo(1);
    assertThat(last.path("texts").path("all").asInt()).isEqualTo(picture.path("texts").size());
  }

  @Test
  void scenesTemplatesAndRecipes() throws Exception {
    String out = folder.resolve("scenes").toString();
    List<JsonNode> scenes =
        lines(run("scenes", "--json", "--out", out, "--pictures", "4", "--held-out", "20"));
    assertThat(Path.of(scenes.get(0).path("file").asText())).exists();
    Path mixture = folder.resolve("mixture/paper.json");
    List<JsonNode> declared = lines(run("mixture", "--json", "--write", mixture.toString()));
    assertThat(declared).hasSize(26 + 1).allSatisfy(each -> assertThat(each).isNotEmpty());
    assertThat(mixture).exists();
    assertThat(run("templates", "list").out().lines()).hasSize(29);
    assertThat(json(run("templates", "lint", "--json", own())).path("fault").isNull()).isTrue();
    JsonNode worded = json(run("templates", "try", "--json", "--file", own()));
    assertThat(worded.toString()).contains("A photo of");
    assertThat(lines(run("recipe", "alt-text", "--instructions"))).isNotEmpty();
    assertThat(run("topics", "asyncapi").out()).contains("asyncapi: 3");
  }

  @Test
  void benchmarks_ofTheModelAlone() throws Exception {
    String requests = "--requests=" + folder.resolve("requests.jsonl");
    String made = folder.resolve("made").toString();
    JsonNode checkpoint =
        json(run("bench", "make-checkpoint", "--json", "--size", "tiny", "--into", made, MODEL));
    assertThat(checkpoint.isObject()).isTrue();
    JsonNode model = json(run("bench", "model", "--json", "--passes=1", requests, MODEL));
    assertThat(model.path("requests_per_s").asDouble()).isPositive();
    JsonNode memory = json(touched("bench", "memory", "--json", "--n=4", requests, MODEL));
    assertThat(memory.path("requests").asInt()).isEqualTo(4);
    assertThat(memory.path("most_mib").asDouble()).isPositive();
  }

  @Test
  void benchmark_ofSpoiltPictures() throws Exception {
    JsonNode found = json(run("bench", "pictures", "--json", "--n=50"));
    assertThat(found.path("tried").asInt()).isEqualTo(50);
    assertThat(found.path("lost").asInt()).isZero();
  }

  /** Two at a time: each waits for its broker, its processes or its device most of the time. */
  @Test
  void otherBenchmarks_atTheirSmallest() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Map<String, Future<JsonNode>> found = new TreeMap<>();
      BENCHMARKS.forEach(
          (name, options) ->
              found.put(
                  name, two.submit(() -> json(run((name + " --json " + options).split(" ", -1))))));
      for (Map.Entry<String, Future<JsonNode>> each : found.entrySet()) {
        JsonNode told = each.getValue().get();
        assertThat("bench " + told.path("benchmark").asText()).isEqualTo(each.getKey());
        assertThat(told.path("lost").asInt(0)).as(each.getKey()).isZero();
        assertThat(told.path("doubled").asInt(0)).as(each.getKey()).isZero();
      }
    } finally {
      two.shutdownNow();
    }
  }

  /** By the shell itself: what it offers after a command, and after an option's beginning. */
  @Test
  void completion_completesCommandsAndOptions() throws Exception {
    Path script = Files.writeString(folder.resolve("completion"), run("completion").out());
    assertThat(offered(script, "blipstream", "doc")).containsExactly("doctor");
    assertThat(offered(script, "blipstream", "topics", "ver")).containsExactly("verify");
    assertThat(offered(script, "blipstream", "doctor", "--pat")).containsExactly("--patience");
  }

  @Test
  void everyCommand_isRunAsAProcessSomewhere_andSpeaksJson() throws Exception {
    Set<String> here =
        Set.of(
            "ask",
            "evaluate",
            "inspect",
            "doctor",
            "tune",
            "ablate",
            "demo",
            "scenes",
            "mixture",
            "templates list",
            "templates lint",
            "templates try",
            "recipe",
            "topics asyncapi",
            "bench make-checkpoint",
            "bench memory",
            "bench model",
            "bench pictures",
            "completion",
            "help");
    Set<String> all =
        Stream.of(here, ELSEWHERE.keySet(), BENCHMARKS.keySet())
            .flatMap(Set::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, CommandLine> commands = Commands.byName();
    assertThat(all).containsExactlyInAnyOrderElementsOf(commands.keySet());
    commands.keySet().removeAll(WITHOUT_JSON);
    assertThat(commands)
        .allSatisfy(
            (name, command) ->
                assertThat(command.getCommandSpec().findOption("--json")).as(name).isNotNull());
  }

  private static List<String> offered(Path script, String... words) throws Exception {
    String line =
        """
        source %s
        COMP_WORDS=(%s)
        COMP_CWORD=%d
        _complete_blipstream
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(script, String.join(" ", words), words.length - 1);
    Process shell = new ProcessBuilder("bash", "--norc", "-c", line).start();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(err).isZero();
    return out.lines().toList();
  }

  private static String picture() {
    return folder.resolve("0.png").toString();
  }

  private static String own() {
    return folder.resolve("own.jsonl").toString();
  }

  private static JsonNode json(CommandProcess run) throws Exception {
    assertThat(run.out().lines()).hasSize(1);
    return JSON.readTree(run.out());
  }

  private static List<JsonNode> lines(CommandProcess run) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  /** A run that is a success. */
  private static CommandProcess run(String... arguments) throws Exception {
    return success(process(arguments), arguments);
  }

  /** As ops/bench/memory.sh starts it: heap that was not touched is not held. */
  private static CommandProcess touched(String... arguments) throws Exception {
    Map<String, String> environment =
        Map.of("DJL_OFFLINE", "true", "JDK_JAVA_OPTIONS", "-Xms512m -XX:+AlwaysPreTouch");
    return success(CommandProcess.of(folder, environment, arguments), arguments);
  }

  private static CommandProcess success(CommandProcess run, String... arguments) {
    assertThat(run.exitCode()).as("%s%n%s", String.join(" ", arguments), run.err()).isZero();
    return run;
  }

  private static CommandProcess process(String... arguments) throws Exception {
    return CommandProcess.of(folder, Map.of("DJL_OFFLINE", "true"), arguments);
  }
}

package io.blipstream.ops.doctor;

import static io.blipstream.ops.fake.SecuredCluster.ADMINISTRATOR;
import static io.blipstream.ops.fake.SecuredCluster.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.fake.SecuredCluster;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.registry.SchemaRegistries;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each thing that it is to find is really so: broker, registry and checkpoint are real. */
class DoctorIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** For what never answers. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir private static Path folder;
  private static SecuredCluster cluster;

  @BeforeAll
  static void start() {
    cluster = SecuredCluster.start(folder, 2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void wholeInstallation_isGood() throws Exception {
    Findings found = examine(Map.of());
    assertThat(found.fault()).as("%s", found.lines()).isEmpty();
    assertThat(found.of("broker")).containsExactly(Diagnosis.ok("1 brokers answer"));
    assertThat(found.of("topics")).containsExactly(Diagnosis.ok("all are as wanted"));
    assertThat(found.of("permissions")).extracting(Diagnosis::grade).containsExactly(Grade.OK);
    assertThat(found.of("clock")).extracting(Diagnosis::grade).containsExactly(Grade.OK);
    assertThat(found.of("native library")).extracting(Diagnosis::grade).containsExactly(Grade.OK);
    assertThat(found.of("model")).hasSize(2).extracting(Diagnosis::grade).contains(Grade.OK);
    assertThat(found.of("registry").get(0).found())
        .isEqualTo("answers; of 6 contracts 1 are registered, 0 compatible, 5 not there yet");
    assertThat(found.fields()).containsEntry("good", true);
  }

  @Test
  void closedPort_isNoBroker_andWhatNeedsOneIsNotLookedAt() throws Exception {
    Findings found = examine(Map.of("kafka.bootstrap.servers", "127.0.0.1:1"));
    assertFails(found, "broker", FaultCode.BROKER_UNAVAILABLE, "nobody listens at 127.0.0.1:1");
    assertThat(found.of("topics"))
        .containsExactly(Diagnosis.skip("not looked at: for it a broker has to answer"));
    assertThat(found.of("permissions")).extracting(Diagnosis::grade).containsExactly(Grade.SKIP);
    assertThat(found.fault()).contains(FaultCode.BROKER_UNAVAILABLE);
  }

  @Test
  void unknownName_isSaidToBeOne() throws Exception {
    Findings found = examine(Map.of("kafka.bootstrap.servers", "no-such-host.invalid:9092"));
    assertFails(
        found, "broker", FaultCode.BROKER_UNAVAILABLE, "nobody knows the name no-such-host");
  }

  @Test
  void somebodyElsesPort_isSaidToBeOne_inBoundedTime() throws Exception {
    URI registry = URI.create(cluster.pairs(APPLICATION, "").get("schema.registry.url"));
    Findings found =
        examine(
            SHORT,
            Clock.systemUTC(),
            Map.of("kafka.bootstrap.servers", registry.getHost() + ":" + registry.getPort()));
    assertFails(found, "broker", FaultCode.BROKER_UNAVAILABLE, "no answer from");
    assertThat(found.of("broker").get(0).remedy()).contains("kafka.security.protocol");
  }

  @Test
  void wrongPassword_isToldFromAnOutage_andNotRepeated() throws Exception {
    Map<String, String> wrong = new HashMap<>(cluster.pairs(APPLICATION, "wr0ng"));
    Findings found = new Doctor(PATIENCE, Clock.systemUTC()).examine(() -> of(wrong));
    assertFails(found, "broker", FaultCode.CONFIGURATION_INVALID, "the cluster refuses");
    assertThat(found.of("broker").get(0).remedy()).contains("kafka.sasl.jaas.config");
    assertThat(found.lines()).noneMatch(line -> line.contains("wr0ng"));
    assertThat(found.fields().toString()).doesNotContain("wr0ng");
  }

  @Test
  void missingTopics_areFaults_andWhatRunDoesWithoutIsAWarning() throws Exception {
    Findings found = examine(Map.of("topics.prefix", "none."));
    assertFails(found, "topics", FaultCode.TOPIC_INVALID, "none.image-events is missing");
    assertThat(found.of("topics"))
        .filteredOn(each -> each.found().contains("none.replays"))
        .extracting(Diagnosis::grade)
        .containsExactly(Grade.WARN);
    assertThat(found.of("topics").get(0).remedy()).contains("topics plan");
  }

  @Test
  void templatesThatExpire_areAFault() throws Exception {
    try (Cluster admin = Cluster.of(cluster.configuration(ADMINISTRATOR).kafka())) {
      admin.create(List.of(new NewTopic("flat.instruction-templates", 1, (short) 1)));
    }
    Findings found = examine(Map.of("topics.prefix", "flat."));
    assertFails(found, "topics", FaultCode.TOPIC_INVALID, "has cleanup.policy=delete");
  }

  @Test
  void whatIsNotAllowed_isNamed() throws Exception {
    Map<String, String> user =
        new HashMap<>(cluster.pairs(APPLICATION, SecuredCluster.password(APPLICATION)));
    Findings found = new Doctor(PATIENCE, Clock.systemUTC()).examine(() -> of(user));
    assertFails(
        found, "permissions", FaultCode.CONFIGURATION_INVALID, "not allowed: Read on Group shop");
    assertFails(
        found,
        "permissions",
        FaultCode.CONFIGURATION_INVALID,
        "not allowed: Write on TransactionalId shop-*");
    assertThat(found.of("clock")).extracting(Diagnosis::grade).containsExactly(Grade.SKIP);
  }

  @Test
  void schemaOfSomebodyElses_isAFault() throws Exception {
    Map<String, Object> registry = cluster.configuration(ADMINISTRATOR).registry();
    SchemaRegistries.open(registry)
        .register("odd.captions-value", SchemaBuilder.builder().intType(), false);
    Findings found = examine(Map.of("topics.prefix", "odd."));
    assertFails(found, "registry", FaultCode.REGISTRY_UNAVAILABLE, "odd.captions-value: the new");
  }

  @Test
  void contractThatMayNotBeRegistered_isAFaultWhereItIsNot() throws Exception {
    Findings found =
        examine(
            Map.of("schema.registry.auto.register.schemas", "false", "topics.prefix", "unset."));
    assertFails(found, "registry", FaultCode.REGISTRY_UNAVAILABLE, "nothing is registered");
  }

  @Test
  void registryThatIsAway_isAFault() throws Exception {
    Findings found = examine(Map.of("schema.registry.url", "http://u:pl4nted@127.0.0.1:1"));
    assertThat(found.of("registry")).extracting(Diagnosis::grade).containsExactly(Grade.FAIL);
    assertThat(found.of("registry").get(0).fault()).contains(FaultCode.REGISTRY_UNAVAILABLE);
    assertThat(found.of("registry").get(0).found()).contains("nobody answers there");
    assertThat(found.lines()).noneMatch(line -> line.contains("pl4nted"));
  }

  @Test
  void clocksApart_areAWarning() throws Exception {
    Findings found =
        examine(PATIENCE, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(3)), Map.of());
    assertThat(found.of("clock"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.grade()).isEqualTo(Grade.WARN);
              assertThat(each.found()).contains("ahead of the cluster's").contains("1");
            });
  }

  @Test
  void whatTheMachineCannotGive_isNamedAllAtOnce() throws Exception {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Findings found =
          examine(
              Map.of(
                  "kafka.bootstrap.servers", "127.0.0.1:1",
                  "kafka.state.dir", file.resolve("below").toString(),
                  "http.port", Integer.toString(taken.getLocalPort()),
                  "model.device", "cuda:60",
                  "model.dir", folder.toString()));
      assertFails(found, "state folder", FaultCode.CONFIGURATION_INVALID, "cannot be written to");
      assertFails(found, "http", FaultCode.ADDRESS_UNAVAILABLE, "cannot be had");
      assertFails(found, "device", FaultCode.DEVICE_UNAVAILABLE, "cuda:60");
      assertThat(found.of("model")).extracting(Diagnosis::grade).containsExactly(Grade.FAIL);
      assertThat(found.of("model").get(0).remedy()).contains("inspect");
    }
  }

  @Test
  void pageOpenToTheNetwork_isAFault() throws Exception {
    Findings found =
        examine(Map.of("kafka.bootstrap.servers", "127.0.0.1:1", "http.host", "0.0.0.0"));
    assertFails(found, "http", FaultCode.CONSOLE_EXPOSED, "http.token");
  }

  private static void assertFails(Findings found, String name, FaultCode code, String words) {
    assertThat(found.of(name))
        .as("%s", found.lines())
        .anySatisfy(
            each -> {
              assertThat(each.fault()).contains(code);
              assertThat(each.found()).contains(words);
              assertThat(each.remedy()).isNotEmpty();
            });
  }

  private static Findings examine(Map<String, String> over) throws Exception {
    return examine(PATIENCE, Clock.systemUTC(), over);
  }

  private static Findings examine(Duration patience, Clock clock, Map<String, String> over)
      throws Exception {
    return new Doctor(patience, clock)
        .examine(() -> cluster.configuration(ADMINISTRATOR).with(model()).with(over));
  }

  private static Configuration of(Map<String, String> pairs) {
    return Configuration.of(pairs).with(model());
  }

  private static Map<String, String> model() {
    return Map.of("model.dir", "../checkpoints/instructblip-scenes");
  }
}

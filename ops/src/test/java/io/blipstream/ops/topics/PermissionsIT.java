package io.blipstream.ops.topics;

import static io.blipstream.ops.fake.SecuredCluster.ADMINISTRATOR;
import static io.blipstream.ops.fake.SecuredCluster.APPLICATION;
import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.doctor.Diagnosis;
import io.blipstream.ops.doctor.Doctor;
import io.blipstream.ops.doctor.Grade;
import io.blipstream.ops.fake.AskedAuthorizer;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.SecuredCluster;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.topology.TopologySettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `topics plan --acls` prints, beside a broker that asks for it. */
class PermissionsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static SecuredCluster cluster;
  private static Admin admin;

  @BeforeAll
  static void start() {
    cluster = SecuredCluster.start(folder, 1);
    admin = Admin.create(cluster.configuration(ADMINISTRATOR).kafka());
  }

  @AfterAll
  static void stop() {
    admin.close(Duration.ZERO);
    cluster.close();
  }

  @Test
  void printedPermissions_areEnoughToRun_andEachIsNeeded() throws Exception {
    Configuration application = cluster.configuration(APPLICATION);
    List<AclBinding> all = bindings(Permissions.of(application));
    assertThat(denied(application)).as("nothing is allowed").hasSize(9);
    admin.createAcls(all).all().get();
    awaitAllowed(application);
    run(application, "first", 1);
    // It begins again elsewhere: its own memory comes back from the cluster.
    run(
        application.with(Map.of("kafka.state.dir", folder.resolve("elsewhere").toString())),
        "second",
        2);
    assertThat(all).allSatisfy(PermissionsIT::assertWasAsked);
    for (AclBinding each : all) {
      if (each.entry().operation() == AclOperation.CREATE) {
        continue; // what is there needs no making; the first start needed it
      }
      admin.deleteAcls(List.of(each.toFilter())).all().get();
      assertThat(denied(application))
          .as("without %s", each)
          .singleElement()
          .asString()
          .contains(Permission.words(each.entry().operation().name()), each.pattern().name());
      admin.createAcls(List.of(each)).all().get();
      awaitAllowed(application);
    }
  }

  /** The application reads, answers, keeps its memory, writes letters and commits. */
  private static void run(Configuration application, String id, int events) throws Exception {
    TopologySettings settings;
    try (Cluster own = Cluster.of(application.kafka())) {
      settings = PipelineSettings.topology(application, own);
    }
    try (Pipeline pipeline =
            Pipeline.start(
                application, new FakeEngine(Duration.ZERO), settings, Clock.systemUTC());
        TestClients clients = new TestClients(cluster.configuration(ADMINISTRATOR))) {
      assertThat(pipeline.awaitRunning(PATIENCE)).isTrue();
      clients.publish(
          event(
              id,
              "picture",
              caption("c"),
              TestClients.answer("a", "what?"),
              TestClients.question("q", "red")));
      clients.publish(event("poison-" + id, "poison", caption("c")));
      clients.await(3 * events, events);
      assertThat(pipeline.failed()).isFalse();
    }
  }

  /** Until the broker, which hears of it from its controller, goes by it. */
  private static void awaitAllowed(Configuration application) throws Exception {
    long start = System.nanoTime();
    while (!denied(application).isEmpty()) {
      assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
    }
  }

  private static List<String> denied(Configuration application) throws Exception {
    return new Doctor(PATIENCE, Clock.systemUTC())
        .permissions(application).stream()
            .filter(each -> each.grade() == Grade.FAIL)
            .map(Diagnosis::found)
            .toList();
  }

  static void assertWasAsked(AclBinding binding) {
    boolean prefixed = binding.pattern().patternType() == PatternType.PREFIXED;
    String name = binding.pattern().name();
    assertThat(AskedAuthorizer.allowed())
        .anySatisfy(
            asked -> {
              assertThat(asked.principal()).isEqualTo(APPLICATION);
              assertThat(asked.resource()).isEqualTo(binding.pattern().resourceType());
              assertThat(asked.operation()).isEqualTo(binding.entry().operation());
              assertThat(prefixed ? asked.name().startsWith(name) : asked.name().equals(name))
                  .isTrue();
            });
  }

  static List<AclBinding> bindings(List<Permission> permissions) {
    List<AclBinding> bindings = new ArrayList<>();
    for (Permission each : permissions) {
      ResourcePattern pattern = new ResourcePattern(each.resource(), each.name(), each.pattern());
      for (AclOperation operation : each.operations()) {
        bindings.add(
            new AclBinding(
                pattern,
                new AccessControlEntry(
                    "User:" + APPLICATION, "*", operation, AclPermissionType.ALLOW)));
      }
    }
    return bindings;
  }
}

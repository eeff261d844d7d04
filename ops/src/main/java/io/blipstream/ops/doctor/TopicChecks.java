package io.blipstream.ops.doctor;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.cluster.Cluster;
import io.blipstream.ops.cluster.TopicState;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.topics.Difference;
import io.blipstream.ops.topics.Permission;
import io.blipstream.ops.topics.Permissions;
import io.blipstream.ops.topics.TopicPlan;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** The topics as they should be, and what our principal may do with them. */
record TopicChecks(Configuration configuration, Duration patience) {
  private static final String APPLY =
      "./blipstream topics plan, then apply, by somebody who may make topics";
  private static final String GRANT = "./blipstream topics plan --acls prints all that is needed";

  TopicChecks {
    requireNonNull(configuration, "configuration");
    requireNonNull(patience, "patience");
  }

  /** As {@code topics verify}, but what only operators' tools need is a warning. */
  List<Diagnosis> topics() {
    try (Cluster cluster = Cluster.of(configuration.kafka(), patience)) {
      TopicPlan plan = TopicPlan.of(configuration, OptionalInt.empty(), false, cluster.topics());
      Set<String> needed = Permissions.topics(configuration);
      List<Diagnosis> found = new ArrayList<>();
      for (Difference each : plan.differences(cluster.topics())) {
        boolean runs = !needed.contains(each.topic()) && each.isMissing();
        found.add(
            runs
                ? Diagnosis.warn(each.words() + "; `run` does without", APPLY)
                : Diagnosis.fail(FaultCode.TOPIC_INVALID, each.words(), APPLY));
      }
      return found.isEmpty() ? List.of(Diagnosis.ok("all are as wanted")) : found;
    }
  }

  List<Diagnosis> permissions() {
    try (Cluster cluster = Cluster.of(configuration.kafka(), patience)) {
      List<Permission> needed = Permissions.of(configuration);
      String changelog = TopicPlan.changelog(configuration);
      List<String> names = new ArrayList<>(Permissions.topics(configuration));
      names.add(changelog);
      Map<String, TopicState> there = cluster.topics().describe(names);
      List<Diagnosis> found = new ArrayList<>();
      for (Permission each : needed) {
        Set<AclOperation> missing = missing(cluster, each, there, changelog);
        if (!missing.isEmpty()) {
          found.add(
              Diagnosis.fail(
                  FaultCode.CONFIGURATION_INVALID,
                  "not allowed: " + each.with(List.copyOf(missing)).words(),
                  GRANT));
        }
      }
      return found.isEmpty() ? List.of(Diagnosis.ok("all that `run` needs is allowed")) : found;
    }
  }

  /** A topic that is not seen may not be there: then the check of topics says so too. */
  private Set<AclOperation> missing(
      Cluster cluster, Permission needed, Map<String, TopicState> there, String changelog) {
    EnumSet<AclOperation> missing = EnumSet.copyOf(needed.operations());
    if (needed.resource() == ResourceType.GROUP) {
      return cluster.groups().mayUseGroup(needed.name()) ? Set.of() : missing;
    }
    if (needed.resource() == ResourceType.TRANSACTIONAL_ID) {
      return cluster.groups().mayUseTransaction(needed.name() + "doctor") ? Set.of() : missing;
    }
    boolean own = needed.pattern() == PatternType.PREFIXED;
    TopicState state = there.get(own ? changelog : needed.name());
    if (state != null) {
      missing.removeAll(state.allowed());
      // It is there already: whether it could be made cannot be told by looking at it.
      missing.remove(AclOperation.CREATE);
      return missing;
    }
    return own && cluster.topics().mayCreate(changelog) ? Set.of() : missing;
  }
}

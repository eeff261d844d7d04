package io.blipstream.ops.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;

/** A cluster's brokers. One caller at a time; faults are those of {@link Cluster}. */
public final class ClusterBrokers {
  private final Admin admin;
  private final AdminCalls calls;

  ClusterBrokers(Admin admin, AdminCalls calls) {
    this.admin = admin;
    this.calls = calls;
  }

  /** Where they say that they are to be reached. */
  public List<Node> nodes() {
    return List.copyOf(calls.await(admin.describeCluster().nodes()));
  }

  /**
   * What time it is for the cluster: for the leader of its controllers, which is the only one that
   * says. To a second or so.
   *
   * @return empty where the asker may not know or no leader says
   */
  public Optional<Instant> time() {
    Set<AclOperation> allowed =
        calls.await(
            admin
                .describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
                .authorizedOperations());
    // Asked for first: a controller that has to refuse logs it as an error of its own.
    if (allowed == null || !allowed.contains(AclOperation.DESCRIBE)) {
      return Optional.empty();
    }
    QuorumInfo quorum = calls.await(admin.describeMetadataQuorum().quorumInfo());
    return quorum.voters().stream()
        .filter(each -> each.replicaId() == quorum.leaderId())
        .flatMapToLong(each -> each.lastFetchTimestamp().stream())
        .mapToObj(Instant::ofEpochMilli)
        .findFirst();
  }
}

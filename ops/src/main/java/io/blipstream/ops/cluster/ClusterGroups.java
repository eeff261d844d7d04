package io.blipstream.ops.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/** A cluster's groups and transactions. One caller at a time; faults are those of Cluster. */
public final class ClusterGroups {
  private static final Set<GroupState> WITHOUT_MEMBERS = Set.of(GroupState.EMPTY, GroupState.DEAD);

  private final Admin admin;
  private final AdminCalls calls;

  ClusterGroups(Admin admin, AdminCalls calls) {
    this.admin = admin;
    this.calls = calls;
  }

  /** A group that the cluster remembers; empty where it knows none of that name. */
  public Optional<GroupListing> find(String group) {
    Collection<GroupListing> all = calls.await(admin.listGroups().all());
    return all.stream().filter(each -> each.groupId().equals(group)).findFirst();
  }

  /** Whether somebody may be reading in its name. */
  public static boolean hasMembers(GroupListing group) {
    return group.groupState().map(state -> !WITHOUT_MEMBERS.contains(state)).orElse(true);
  }

  /** What a group has committed. */
  public Map<TopicPartition, Long> offsets(String group) {
    Map<TopicPartition, Long> offsets =
        new TreeMap<>(
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    calls
        .await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                offsets.put(partition, offset.offset());
              }
            });
    return offsets;
  }

  /** Forgets a group without members, and all that it committed. */
  public void delete(GroupListing group) {
    List<String> one = List.of(group.groupId());
    boolean streams = group.type().filter(GroupType.STREAMS::equals).isPresent();
    calls.await(
        streams ? admin.deleteStreamsGroups(one).all() : admin.deleteConsumerGroups(one).all());
  }

  /**
   * Whether the asker may read in a group's name. A member that there never was is asked to leave:
   * that needs the permission and changes nothing, while looking at a group needs less.
   */
  public boolean mayUseGroup(String group) {
    MemberToRemove nobody = new MemberToRemove("nobody-" + UUID.randomUUID());
    return allowed(
        admin
            .removeMembersFromConsumerGroup(
                group, new RemoveMembersFromConsumerGroupOptions(List.of(nobody)))
            .memberResult(nobody));
  }

  /** Whether the asker may use a transactional id, as far as looking at it tells. */
  public boolean mayUseTransaction(String id) {
    return allowed(admin.describeTransactions(List.of(id)).description(id));
  }

  /** A group or transaction that is not there yet is no refusal. */
  private boolean allowed(KafkaFuture<?> question) {
    try {
      question.get(calls.patience().toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      return !(e.getCause() instanceof AuthorizationException);
    } catch (TimeoutException e) {
      throw AdminCalls.inOurWords(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AdminCalls.inOurWords(e);
    }
  }
}

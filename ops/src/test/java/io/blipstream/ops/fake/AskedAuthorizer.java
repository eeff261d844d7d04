package io.blipstream.ops.fake;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which also remembers what each principal was allowed when it asked. */
public final class AskedAuthorizer extends StandardAuthorizer {
  /** What somebody was allowed to do. */
  public record Asked(
      String principal, ResourceType resource, String name, AclOperation operation) {}

  /** Of all brokers of this process: a broker makes its authorizer itself. Any thread. */
  private static final Set<Asked> ALLOWED = ConcurrentHashMap.newKeySet();

  /** So far. */
  public static Set<Asked> allowed() {
    return Set.copyOf(ALLOWED);
  }

  @Override
  public List<AuthorizationResult> authorize(
      AuthorizableRequestContext context, List<Action> actions) {
    List<AuthorizationResult> results = super.authorize(context, actions);
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      if (results.get(i) == AuthorizationResult.ALLOWED) {
        ALLOWED.add(
            new Asked(
                context.principal().getName(),
                action.resourcePattern().resourceType(),
                action.resourcePattern().name(),
                action.operation()));
      }
    }
    return results;
  }
}

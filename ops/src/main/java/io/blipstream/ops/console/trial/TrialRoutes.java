package io.blipstream.ops.console.trial;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConsoleKeys;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.console.action.Actions;
import io.blipstream.ops.console.cluster.TopicTail;
import io.blipstream.ops.console.cluster.WhenAsked;
import io.blipstream.ops.http.Routes;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.Comparison;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the model on trial says something else, the newest first, so many at most. How often it
 * does is among the numbers; whether it is better, a person sees here. Any thread.
 */
public final class TrialRoutes implements Routes, AutoCloseable {
  private static final int MOST = 24;

  private final boolean tried;
  private final Set<String> veiledFeeds;
  private final WhenAsked<TopicTail<Comparison>> reading = new WhenAsked<>(this::tail);

  /** Guarded by itself. */
  private final Deque<Difference> kept = new ArrayDeque<>();

  public TrialRoutes(Configuration configuration) {
    tried = configuration.value(Keys.SHADOW_MODEL).isPresent();
    veiledFeeds = ConsoleKeys.blurred(configuration);
  }

  /** From now on there is a cluster; the topic of comparisons is read only where some are made. */
  public void watch(Configuration cluster) {
    if (tried) {
      reading.watch(cluster);
    }
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi api) {
    api.get(
        "/api/trial",
        request -> {
          reading.get();
          Actions.answer(request, Map.of("differences", differences()));
        });
  }

  private TopicTail<Comparison> tail(Configuration cluster) {
    return TopicTail.start(
        cluster, List.of(PipelineSettings.topics(cluster).shadow()), Comparison.class, this::take);
  }

  private void take(Comparison comparison) {
    if (comparison.getSameText()) {
      return;
    }
    synchronized (kept) {
      kept.addFirst(Difference.of(comparison, veiledFeeds.contains(comparison.getFeed())));
      if (kept.size() > MOST) {
        kept.removeLast();
      }
    }
  }

  private List<Difference> differences() {
    synchronized (kept) {
      return List.copyOf(kept);
    }
  }

  @Override
  public void close() {
    reading.close();
  }
}

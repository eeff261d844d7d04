package io.blipstream.ops.console.review;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.console.cluster.TopicView;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.Flag;
import io.blipstream.topology.Topics;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the moderation recipe flagged or is unsure about, and nobody has looked at; the newest, so
 * many at most. Any thread.
 */
final class Flagged implements AutoCloseable {
  static final int MOST = 500;

  private final TopicView<Flag> topics;

  /** By topic and key, the oldest first. Guarded by this, as is the next. */
  private final Map<String, Flag> standing = new LinkedHashMap<>();

  /** Names that somebody has looked at; the recipe has not said so yet. */
  private final Set<String> settled = new HashSet<>();

  Flagged(Configuration configuration) {
    Topics names = PipelineSettings.topics(configuration);
    topics =
        new TopicView<>(
            configuration, List.of(names.flags(), names.reviews()), Flag.class, this::take);
  }

  private synchronized void take(String topic, String key, Optional<Flag> flag) {
    String place = topic + " " + key;
    standing.remove(place);
    flag.filter(each -> each.getDecidedBy().isEmpty()).ifPresent(each -> standing.put(place, each));
    if (standing.size() > MOST) {
      Iterator<String> oldest = standing.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** By their names, the oldest first. */
  Map<String, Flag> all() {
    topics.look();
    synchronized (this) {
      Map<String, Flag> all = new LinkedHashMap<>();
      standing.values().forEach(flag -> all.put(name(flag), flag));
      settled.retainAll(all.keySet());
      all.keySet().removeAll(settled);
      return all;
    }
  }

  Optional<Flag> get(String name) {
    return Optional.ofNullable(all().get(name));
  }

  /** Somebody has looked. */
  synchronized void settle(String name) {
    settled.add(name);
  }

  private static String name(Flag flag) {
    return "flag:" + flag.getEventId() + "/" + flag.getPolicy();
  }

  @Override
  public void close() {
    topics.close();
  }
}

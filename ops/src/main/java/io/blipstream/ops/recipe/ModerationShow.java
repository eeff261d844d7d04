package io.blipstream.ops.recipe;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.scenes.Scene;
import io.blipstream.ops.scenes.SceneObjects;
import io.blipstream.ops.scenes.SceneText;
import io.blipstream.schemas.Flag;
import io.blipstream.schemas.Lane;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.topology.recipe.Recipe;
import io.blipstream.topology.recipe.moderation.ModerationRecipe;
import io.blipstream.topology.recipe.moderation.ModerationSettings;
import io.blipstream.topology.recipe.moderation.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/** A feed of posts, each held against every policy. */
final class ModerationShow implements Show {
  static final String FEED = "posts";

  private final ModerationSettings settings;
  private final SpecificAvroDeserializer<Flag> flags = new SpecificAvroDeserializer<>(Flag.class);
  private final SceneText words;
  private final Posts posts;
  private final Map<String, Scene> scenes = new HashMap<>();

  /** What stands now in each of the outputs. */
  private final Map<String, Map<String, Flag>> standing = new HashMap<>();

  private long published;

  ModerationShow(Configuration configuration, long seed) {
    settings = RecipeSettings.moderation(configuration);
    flags.configure(configuration.registry(), false);
    SceneObjects objects = SceneObjects.load();
    words = new SceneText(objects);
    posts = new Posts(objects, seed, scene -> true, settings.asked());
  }

  @Override
  public Recipe recipe() {
    return new ModerationRecipe(settings);
  }

  @Override
  public Map<String, String> keys() {
    return Map.of();
  }

  @Override
  public String look(String address) {
    return """
        look: %1$s shows the posts, blurred until you point at one
              %1$sreview holds what is flagged, or for people to look at: accept or correct it, and the
              verdict follows here"""
        .formatted(address);
  }

  /** As many as keep the device busy. */
  @Override
  public int open() {
    return 48;
  }

  @Override
  public Post next(Instant now) {
    Post post = posts.next(FEED, "post-" + ++published, Lane.STANDARD, now);
    scenes.put(post.event().getSubject(), post.scene());
    return post;
  }

  @Override
  public int instructions() {
    return settings.policies().size();
  }

  @Override
  public void answered(Result result) {}

  @Override
  public List<String> shown(String topic, String key, Headers headers, byte[] value) {
    Flag flag = flags.deserialize(topic, headers, value);
    Map<String, Flag> here = standing.computeIfAbsent(topic, name -> new HashMap<>());
    if (flag == null) {
      here.remove(key);
      return List.of();
    }
    here.put(key, flag);
    boolean violated = violated(policy(flag.getPolicy()), flag.getSubject());
    return List.of(
        String.format(
            Locale.ROOT,
            "%s %-9s %-10s %-8s score %.2f, threshold %.2f: \"%s\" %s  (%s, model %.8s)",
            violated ? "✓" : "✗",
            flag.getVerdict(),
            flag.getSubject(),
            flag.getPolicy(),
            flag.getScore(),
            flag.getThreshold(),
            flag.getQuestion(),
            flag.getAnswer(),
            flag.getTemplateId() + "@" + flag.getTemplateVersion(),
            flag.getModelDigest()));
  }

  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add("posts         " + published + ", each against " + instructions() + " policies");
    for (Policy each : settings.policies()) {
      lines.add(
          String.format(
              "%-13s %s",
              each.name(), Detection.of(each, this::violated, scenes.keySet(), standing)));
    }
    return lines;
  }

  private Policy policy(String name) {
    return settings.policies().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private boolean violated(Policy policy, String subject) {
    return policy
        .violating()
        .contains(Truths.of(words, scenes.get(subject), policy.question().question()));
  }
}

package io.blipstream.ops.recipe;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.scenes.Layout;
import io.blipstream.ops.scenes.Scene;
import io.blipstream.ops.scenes.SceneObjects;
import io.blipstream.ops.scenes.SceneText;
import io.blipstream.schemas.Lane;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.serde.GenericAvroDeserializer;
import io.blipstream.topology.recipe.Recipe;
import io.blipstream.topology.recipe.catalogue.Attribute;
import io.blipstream.topology.recipe.catalogue.CatalogueRecipe;
import io.blipstream.topology.recipe.catalogue.CatalogueSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A catalogue that is filled from its archive, in the bulk lane, while people go on editing: each
 * fifth event is live, and every second of those brings a newer picture of a product whose old one
 * is still to come.
 */
final class CatalogueShow implements Show {
  private static final String ARCHIVE = "archive";
  private static final String LIVE = "live";
  private static final int LIVE_EACH = 5;
  private static final Duration OLD = Duration.ofDays(30);

  private final CatalogueSettings settings;
  private final GenericAvroDeserializer products = new GenericAvroDeserializer();
  private final SceneText words;
  private final Posts posts;
  private final Map<String, Post> byEvent = new HashMap<>();
  private final Map<String, Post> newest = new HashMap<>();
  private final Map<String, GenericRecord> records = new LinkedHashMap<>();
  private final Map<String, Latencies> latencies =
      Map.of(ARCHIVE, new Latencies(), LIVE, new Latencies());
  private long published;
  private long archived;
  private long written;

  CatalogueShow(Configuration configuration, long seed) {
    settings = RecipeSettings.catalogue(configuration);
    products.configure(configuration.registry(), false);
    SceneObjects objects = SceneObjects.load();
    words = new SceneText(objects);
    posts = new Posts(objects, seed, CatalogueShow::isProduct, settings.asked());
  }

  /** One sort of thing, as in a shop's picture. */
  private static boolean isProduct(Scene scene) {
    return scene.layout() == Layout.ONE || scene.layout() == Layout.SAME;
  }

  @Override
  public Recipe recipe() {
    return new CatalogueRecipe(settings);
  }

  @Override
  public Map<String, String> keys() {
    return Map.of();
  }

  /** Few: what stands in a partition before a live event is answered before it. */
  @Override
  public int open() {
    return 12;
  }

  @Override
  public Post next(Instant now) {
    long number = ++published;
    boolean live = number % LIVE_EACH == 0;
    String feed = live ? LIVE : ARCHIVE;
    boolean ahead = live && number % (2 * LIVE_EACH) == 0;
    String subject =
        live && !ahead ? "new-" + number : "product-" + (ahead ? archived + 1 : ++archived);
    Post post =
        posts.next(feed, subject, live ? Lane.INTERACTIVE : Lane.BULK, live ? now : now.minus(OLD));
    byEvent.put(post.event().getEventId(), post);
    newest.merge(
        subject,
        post,
        (one, other) ->
            one.event().getOccurredAt().isAfter(other.event().getOccurredAt()) ? one : other);
    return post;
  }

  @Override
  public int instructions() {
    return settings.attributes().size();
  }

  @Override
  public void answered(Result result) {
    latencies
        .get(result.getFeed())
        .add(Duration.between(result.getOrigin().getTimestamp(), result.getCompletedAt()));
  }

  @Override
  public List<String> shown(String topic, String key, Headers headers, byte[] value) {
    GenericRecord product = products.deserialize(topic, headers, value);
    if (product == null) {
      records.remove(key);
      return List.of(key + "  (forgotten)");
    }
    records.put(key, product);
    written++;
    Scene scene = byEvent.get(product.get("event_id").toString()).scene();
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-12s", key));
    for (Attribute each : settings.attributes()) {
      Object said = product.get(each.name());
      Object score = product.get(each.name() + "_score");
      String mark = isRight(each, scene, said) ? "✓" : "✗";
      line.append(
          score == null
              ? "  " + each.name() + " ?"
              : String.format(
                  Locale.ROOT, "  %s %s %s %.2f", each.name(), said, mark, (double) score));
    }
    return List.of(line.append("  (" + product.get("feed") + ")").toString());
  }

  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add("products      " + records.size() + ", written " + written + " times");
    long complete = records.values().stream().filter(r -> (boolean) r.get("complete")).count();
    lines.add("complete      " + Shares.of(complete, records.size()));
    for (Attribute each : settings.attributes()) {
      lines.add(String.format("%-13s %s", each.name(), accuracy(each)));
    }
    long kept =
        records.entrySet().stream()
            .filter(
                entry ->
                    entry
                        .getValue()
                        .get("event_id")
                        .toString()
                        .equals(newest.get(entry.getKey()).event().getEventId()))
            .count();
    lines.add("newest wins   " + Shares.of(kept, records.size()));
    for (String feed : List.of(LIVE, ARCHIVE)) {
      lines.add(String.format("%-13s %s", feed, latencies.get(feed)));
    }
    return lines;
  }

  private String accuracy(Attribute attribute) {
    long shown = 0;
    long right = 0;
    for (Map.Entry<String, GenericRecord> each : records.entrySet()) {
      Object said = each.getValue().get(attribute.name());
      if (said != null) {
        shown++;
        right += isRight(attribute, newest.get(each.getKey()).scene(), said) ? 1 : 0;
      }
    }
    return Shares.of(right, shown) + " right, " + (records.size() - shown) + " left open";
  }

  private boolean isRight(Attribute attribute, Scene scene, Object said) {
    return said != null
        && said.toString().equals(Truths.of(words, scene, attribute.question().question()));
  }
}

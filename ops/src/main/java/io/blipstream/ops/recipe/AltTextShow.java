package io.blipstream.ops.recipe;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.scenes.Scene;
import io.blipstream.ops.scenes.SceneObjects;
import io.blipstream.ops.scenes.SceneText;
import io.blipstream.schemas.AltText;
import io.blipstream.schemas.Fallback;
import io.blipstream.schemas.Lane;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.topology.recipe.Recipe;
import io.blipstream.topology.recipe.alttext.AltTextRecipe;
import io.blipstream.topology.recipe.alttext.AltTextSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/** A live feed: few subjects that show something new all the time, of which the newest counts. */
final class AltTextShow implements Show {
  private static final String FEED = "live";
  private static final int SUBJECTS = 8;

  private final AltTextSettings settings;
  private final SpecificAvroDeserializer<AltText> texts =
      new SpecificAvroDeserializer<>(AltText.class);
  private final SceneText words;
  private final Posts posts;
  private final Map<String, Scene> scenes = new HashMap<>();
  private final Map<String, AltText> newest = new HashMap<>();
  private long published;
  private long written;
  private long superseded;
  private long right;
  private long own;
  private long rightInAll;

  AltTextShow(Configuration configuration, long seed) {
    settings = RecipeSettings.altText(configuration);
    texts.configure(configuration.registry(), false);
    SceneObjects objects = SceneObjects.load();
    words = new SceneText(objects);
    posts = new Posts(objects, seed, scene -> true, List.of(settings.asked()));
  }

  @Override
  public Recipe recipe() {
    return new AltTextRecipe(settings);
  }

  @Override
  public Map<String, String> keys() {
    return Map.of(Keys.LATEST_ONLY_FEEDS.name(), FEED, Keys.IN_FLIGHT_MAX_EVENTS.name(), "16");
  }

  /** Far more than are at the device: in between, newer ones take the place of older. */
  @Override
  public int open() {
    return 96;
  }

  @Override
  public Post next(Instant now) {
    String subject = "camera-" + published++ % SUBJECTS;
    Post post = posts.next(FEED, subject, Lane.INTERACTIVE, now);
    scenes.put(post.event().getEventId(), post.scene());
    return post;
  }

  @Override
  public int instructions() {
    return 1;
  }

  @Override
  public void answered(Result result) {
    if (result.getText().isEmpty()) {
      superseded++;
    }
  }

  @Override
  public List<String> shown(String topic, String key, Headers headers, byte[] value) {
    AltText text = texts.deserialize(topic, headers, value);
    if (text == null) {
      newest.remove(key);
      return List.of(key + "  (forgotten)");
    }
    newest.put(key, text);
    written++;
    String template = text.getTemplateId();
    String truth = words.caption(scenes.get(text.getEventId()), template);
    boolean isRight = text.getCaption().filter(truth::equals).isPresent();
    rightInAll += isRight ? 1 : 0;
    if (text.getFallback() == Fallback.NONE) {
      own++;
      right += isRight ? 1 : 0;
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "%s %-10s alt=\"%s\"  %s%s",
            isRight ? "✓" : "✗",
            key,
            text.getHtml(),
            text.getConfidence().map(c -> String.format(Locale.ROOT, "%.2f", c)).orElse("-"),
            note(text, isRight, truth)));
  }

  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add("alt texts     " + written + " written for " + newest.size() + " subjects");
    lines.add("superseded    " + superseded + " events, before the model was asked");
    lines.add("own words     " + Shares.of(right, own) + " right, word for word");
    lines.add(
        "fallbacks     "
            + (written - own)
            + ", of which "
            + (rightInAll - right)
            + " hide a right caption");
    return lines;
  }

  private static String note(AltText text, boolean isRight, String truth) {
    if (text.getFallback() != Fallback.NONE) {
      return "  (" + text.getFallback() + ": " + text.getCaption().orElse("") + ")";
    }
    return isRight ? "" : "  (right: " + truth + ")";
  }
}

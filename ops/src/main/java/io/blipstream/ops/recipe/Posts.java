package io.blipstream.ops.recipe;

import io.blipstream.ops.scenes.Scene;
import io.blipstream.ops.scenes.SceneObjects;
import io.blipstream.ops.scenes.SceneRenderer;
import io.blipstream.ops.scenes.SceneSampler;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Lane;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Makes events with pictures; the same seed makes the same pictures. Of one thread. */
final class Posts {
  private final SceneSampler sampler;
  private final SceneRenderer renderer;
  private final Random random;
  private final Predicate<Scene> wanted;
  private final List<Instruction> asked;
  private int made;

  /**
   * @param wanted which scenes are taken; it must not be none
   * @param asked of every picture
   */
  Posts(SceneObjects objects, long seed, Predicate<Scene> wanted, List<Instruction> asked) {
    this.sampler = new SceneSampler(objects, seed);
    this.renderer = new SceneRenderer(objects);
    this.random = new Random(seed);
    this.wanted = wanted;
    this.asked = List.copyOf(asked);
  }

  Post next(String feed, String subject, Lane lane, Instant occurredAt) {
    Scene scene = sampler.next();
    while (!wanted.test(scene)) {
      scene = sampler.next();
    }
    ByteBuffer jpeg = ByteBuffer.wrap(renderer.jpeg(scene, random));
    return new Post(
        ImageEvent.newBuilder()
            .setEventId(feed + "-" + ++made)
            .setSubject(subject)
            .setFeed(feed)
            .setLane(lane)
            .setImages(List.of(Image.newBuilder().setBytes(jpeg).build()))
            .setInstructions(asked)
            .setOccurredAt(occurredAt)
            .build(),
        scene);
  }
}

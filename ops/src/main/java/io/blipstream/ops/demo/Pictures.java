package io.blipstream.ops.demo;

import io.blipstream.ops.scenes.QuestionAnswer;
import io.blipstream.ops.scenes.Scene;
import io.blipstream.ops.scenes.SceneObjects;
import io.blipstream.ops.scenes.SceneRenderer;
import io.blipstream.ops.scenes.SceneSampler;
import io.blipstream.ops.scenes.SceneTask;
import io.blipstream.ops.scenes.SceneText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes the demo's pictures and what is asked of them: one caption, three or four questions, one
 * question to be generated. The same seed makes the same. Of one thread.
 */
final class Pictures {
  private final SceneSampler sampler;
  private final SceneRenderer renderer;
  private final SceneText text;
  private final Random random;
  private int made;

  Pictures(SceneObjects objects, long seed) {
    this.sampler = new SceneSampler(objects, seed);
    this.renderer = new SceneRenderer(objects);
    this.text = new SceneText(objects);
    this.random = new Random(seed);
  }

  Picture next() {
    Scene scene = sampler.next();
    ByteBuffer jpeg = ByteBuffer.wrap(renderer.jpeg(scene, random));
    return new Picture(++made, scene, text.longCaption(scene), jpeg, asked(scene));
  }

  private List<Asked> asked(Scene scene) {
    List<QuestionAnswer> known = new ArrayList<>(text.asked(scene, random));
    Collections.shuffle(known, random);
    List<Asked> asked = new ArrayList<>();
    // Which caption is right depends on the template, and which that is says the result.
    asked.add(new Asked("caption", new SceneTask.Caption(""), ""));
    int questions = Math.min(known.size(), 3 + random.nextInt(2));
    for (int i = 0; i < questions; i++) {
      QuestionAnswer one = known.get(i);
      asked.add(new Asked("answer-" + (i + 1), new SceneTask.Answer(one.question()), one.answer()));
    }
    QuestionAnswer last = known.get(known.size() - 1);
    asked.add(new Asked("question", new SceneTask.Question(last.answer()), ""));
    return asked;
  }
}

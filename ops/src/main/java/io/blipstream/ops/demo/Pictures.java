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
 * Makes the demo's pictures and what is asked of them: one caption, one question of each kind and
 * another open one, one question to be generated. The same seed makes the same. Of one thread.
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
    List<QuestionAnswer> questions = new ArrayList<>();
    for (QuestionKind kind : QuestionKind.values()) {
      take(known, kind, questions);
    }
    take(known, QuestionKind.OPEN, questions);
    for (QuestionAnswer one : questions) {
      String id = "answer-" + asked.size();
      asked.add(new Asked(id, new SceneTask.Answer(one.question()), one.answer()));
    }
    QuestionAnswer last = (known.isEmpty() ? questions : known).get(0);
    asked.add(new Asked("question", new SceneTask.Question(last.answer()), ""));
    return asked;
  }

  private static void take(
      List<QuestionAnswer> known, QuestionKind kind, List<QuestionAnswer> taken) {
    known.stream()
        .filter(one -> QuestionKind.of(one) == kind)
        .findFirst()
        .ifPresent(
            one -> {
              known.remove(one);
              taken.add(one);
            });
  }
}

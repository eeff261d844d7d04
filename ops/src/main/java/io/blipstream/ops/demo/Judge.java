package io.blipstream.ops.demo;

import io.blipstream.ops.scenes.Scene;
import io.blipstream.ops.scenes.SceneJudge;
import io.blipstream.ops.scenes.SceneObjects;
import io.blipstream.ops.scenes.SceneTask;
import io.blipstream.ops.scenes.SceneText;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Result;
import java.util.Optional;

/** Marks results right or wrong by what the scene holds. */
final class Judge {
  private final SceneText text;
  private final SceneJudge judge;

  Judge(SceneObjects objects) {
    this.text = new SceneText(objects);
    this.judge = new SceneJudge(text);
  }

  Said judged(Scene scene, Asked asked, Result result) {
    String words = result.getText().orElse("(" + result.getStatus() + ")");
    SceneTask task = asked.task();
    String truth = asked.truth();
    if (task instanceof SceneTask.Caption) {
      task = new SceneTask.Caption(result.getTemplateId());
      truth = text.caption(scene, result.getTemplateId());
    }
    return new Said(
        asked,
        words,
        truth,
        judge.right(scene, task, words),
        result.getConfidence().orElse(0.0),
        Optional.of(result.getTimings()),
        result.getBatchSize());
  }

  static Said dead(Asked asked, DeadLetter letter) {
    String words = "(" + letter.getFault() + ": " + letter.getMessage() + ")";
    return new Said(asked, words, asked.truth(), false, 0, Optional.empty(), 0);
  }
}

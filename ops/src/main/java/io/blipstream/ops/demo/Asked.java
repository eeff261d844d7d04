package io.blipstream.ops.demo;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.scenes.SceneTask;

/**
 * One instruction of a picture.
 *
 * @param truth the right text; empty where many are right
 */
record Asked(String instructionId, SceneTask task, String truth) {
  Asked {
    requireNonNull(instructionId, "instructionId");
    requireNonNull(task, "task");
    requireNonNull(truth, "truth");
  }
}

package io.blipstream.runtime.engine;

import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.model.PromptTokens;
import java.util.List;

/**
 * One prompt in a batch.
 *
 * @param request which request of the batch
 * @param prompt which prompt of the request
 * @param images which of the batch's distinct pictures it is about, frame by frame
 * @param tokens the prompt in ids
 * @param task how its answer is decoded
 * @param imageReused whether earlier jobs of the batch have all its pictures
 */
record Job(
    int request,
    int prompt,
    List<Integer> images,
    PromptTokens tokens,
    DecodingTask task,
    boolean imageReused) {
  Job {
    images = List.copyOf(images);
  }

  int frames() {
    return images.size();
  }

  /** Rows that it takes in the language model's batch: one per beam or candidate. */
  int rows() {
    return Math.max(task.options().beams(), task.candidates().size());
  }

  /** Prompts of like length stand together, so that padding stays small. */
  int length() {
    return tokens.words().length;
  }
}

package io.blipstream.runtime.engine;

import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.model.PromptTokens;

/**
 * One prompt in a batch.
 *
 * @param request which request of the batch
 * @param prompt which prompt of the request
 * @param image which of the batch's distinct pictures
 * @param tokens the prompt in ids
 * @param task how its answer is decoded
 * @param imageReused whether an earlier job of the batch has the same picture
 */
record Job(
    int request,
    int prompt,
    int image,
    PromptTokens tokens,
    DecodingTask task,
    boolean imageReused) {
  /** Prompts of like length stand together, so that padding stays small. */
  int length() {
    return tokens.words().length;
  }
}

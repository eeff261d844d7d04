package io.blipstream.runtime.engine;

/** What happens to a request on its way, in order. */
public enum Stage {
  /** Picture to pixels, words to ids; on CPU threads. Its items are requests. */
  DECODE,
  /** The image encoder; its items are pictures. */
  VISION,
  /** The Q-Former and the projection; its items are prompts. */
  QFORMER,
  /** The language model reads; its items are prompts. */
  READING,
  /** The language model says one token in every row; its items are rows. */
  SPEAKING
}

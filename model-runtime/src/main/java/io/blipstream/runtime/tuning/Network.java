package io.blipstream.runtime.tuning;

/** What may learn or be frozen. The image encoder's norm belongs to it, and is frozen with it. */
public enum Network {
  IMAGE_ENCODER,
  /** With its queries and the projection behind it. */
  Q_FORMER,
  LANGUAGE_MODEL
}

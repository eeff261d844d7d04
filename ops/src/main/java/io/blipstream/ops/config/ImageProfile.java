package io.blipstream.ops.config;

/** How pictures are prepared for the network. */
public enum ImageProfile {
  /** Exactly as the reference implementation does, bit for bit. */
  REFERENCE
}

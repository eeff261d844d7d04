package io.blipstream.runtime.image.process;

/** Which pictures are decoded in processes of their own. */
public enum PictureIsolation {
  /** All in this process. */
  NONE,
  /** Those whose decoder is native code that is not the JDK's. */
  WEBP,
  /** All of them. */
  ALL
}

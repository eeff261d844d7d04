package io.blipstream.runtime.roofline;

import io.blipstream.runtime.language.t5.T5Config;
import io.blipstream.runtime.vision.VisionConfig;

/** Floating-point operations of matrix products, two a multiplication, counted from shapes. */
final class Operations {
  private Operations() {}

  /** Of the image encoder, for one picture. */
  static double vision(VisionConfig c) {
    double tokens = c.tokens();
    double width = c.hidden();
    double patches = (tokens - 1) * 3 * c.patchSize() * c.patchSize() * width;
    double block =
        tokens * width * 4 * width
            + 2 * tokens * tokens * width
            + 2 * tokens * width * c.intermediate();
    return 2 * (patches + c.layers() * block);
  }

  /** Of T5's encoder and of the decoder's keys and values over it, for one prompt. */
  static double encoder(T5Config c, int positions) {
    double width = c.hidden();
    double inner = (double) c.heads() * c.headWidth();
    double length = positions;
    double block =
        4 * length * width * inner
            + 2 * length * length * inner
            + 3 * length * width * c.intermediate();
    double crossing = 2 * length * width * inner;
    return 2 * (c.encoderLayers() * block + c.decoderLayers() * crossing);
  }
}

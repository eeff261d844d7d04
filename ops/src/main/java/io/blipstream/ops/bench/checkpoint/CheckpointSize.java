package io.blipstream.ops.bench.checkpoint;

/** How large a random checkpoint is. The vocabulary is T5's where it costs what T5's costs. */
public enum CheckpointSize {
  /** For tests. */
  TINY,
  /** What fits a small machine and is large enough that matrix multiplication counts. */
  BASE,
  /** InstructBLIP Flan-T5-XL as it was published. */
  XL;

  /**
   * @param side of the picture in pixels
   */
  record Vision(int layers, int hidden, int intermediate, int heads, int side) {
    static final int PATCH = 14;

    int tokens() {
      return (side / PATCH) * (side / PATCH) + 1;
    }
  }

  /** Every second layer looks at the picture. */
  record QFormer(int layers, int hidden, int intermediate, int heads, int queries) {}

  /**
   * @param layers of the encoder, and of the decoder
   */
  record Language(int layers, int hidden, int intermediate, int heads, int vocabulary) {
    static final int HEAD_WIDTH = 64;
    static final int BUCKETS = 32;

    int inner() {
      return heads * HEAD_WIDTH;
    }
  }

  Vision vision() {
    return switch (this) {
      case TINY -> new Vision(2, 32, 64, 2, 28);
      case BASE -> new Vision(12, 768, 3072, 12, 224);
      case XL -> new Vision(39, 1408, 6144, 16, 224);
    };
  }

  QFormer qformer() {
    return switch (this) {
      case TINY -> new QFormer(2, 32, 64, 2, 4);
      case BASE, XL -> new QFormer(12, 768, 3072, 12, 32);
    };
  }

  Language language() {
    return switch (this) {
      case TINY -> new Language(2, 32, 48, 2, 512);
      case BASE -> new Language(12, 768, 2048, 12, 32_128);
      case XL -> new Language(24, 2048, 5120, 32, 32_128);
    };
  }
}

package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.qformer.QFormerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What stands on a Q-Former only while it is aligned, as BERT's training begins: matrices by
 * chance. No checkpoint has them; they are kept with the state of the run.
 */
final class AlignmentHeads {
  private static final double SPREAD = 0.02;

  /** Numbers of what pictures and texts are compared by, as BLIP-2 has it. */
  private static final int COMPARED = 256;

  private static final float TEMPERATURE = 0.07f;

  private final NDManager manager;
  private final Random random;
  private final List<LearnedTensor> tensors = new ArrayList<>();

  private AlignmentHeads(NDManager manager, long seed) {
    this.manager = manager;
    random = new Random(seed);
  }

  /** In the kernel's order. */
  static List<LearnedTensor> begin(QFormerConfig config, NDManager manager, long seed) {
    AlignmentHeads heads = new AlignmentHeads(manager, seed);
    int width = config.hidden();
    heads.layer("vision_projection.", COMPARED, width);
    heads.layer("text_projection.", COMPARED, width);
    heads.layer("itm_head.", 2, width);
    heads.constant("temperature", TEMPERATURE, 1);
    heads.layer("transform.dense.", width, width);
    heads.constant("transform.LayerNorm.weight", 1, width);
    heads.constant("transform.LayerNorm.bias", 0, width);
    heads.constant("words.bias", 0, config.vocabulary());
    return heads.tensors;
  }

  private void layer(String name, int out, int in) {
    float[] values = new float[out * in];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (SPREAD * random.nextGaussian());
    }
    add(name + "weight", manager.create(values, new Shape(out, in)));
    constant(name + "bias", 0, out);
  }

  private void constant(String name, float value, int size) {
    add(name, manager.full(new Shape(size), value));
  }

  private void add(String name, NDArray tensor) {
    tensors.add(new LearnedTensor(List.of("alignment." + name), tensor));
  }
}

package io.blipstream.ops.bench.checkpoint;

import io.blipstream.ops.bench.checkpoint.CheckpointSize.Language;
import io.blipstream.ops.bench.checkpoint.CheckpointSize.QFormer;
import io.blipstream.ops.bench.checkpoint.CheckpointSize.Vision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tensors of InstructBLIP with Flan-T5 as the hub names them. Spreads keep activations near 1
 * through all layers, so that random weights make finite numbers and decided choices. Of one
 * thread.
 */
final class TensorNames {
  private final List<Tensor> tensors = new ArrayList<>();

  private TensorNames() {}

  static List<Tensor> of(CheckpointSize size) {
    TensorNames names = new TensorNames();
    names.vision(size.vision());
    names.qformer(size.qformer(), size.vision().hidden());
    names.linear("language_projection.", size.language().hidden(), size.qformer().hidden());
    names.language(size.language());
    return names.tensors;
  }

  private void vision(Vision v) {
    String stack = "vision_model.";
    int d = v.hidden();
    random(stack + "embeddings.class_embedding", 1, 1, 1, d);
    random(stack + "embeddings.position_embedding", 0.1, 1, v.tokens(), d);
    String patch = stack + "embeddings.patch_embedding.";
    random(
        patch + "weight", fan(3 * Vision.PATCH * Vision.PATCH), d, 3, Vision.PATCH, Vision.PATCH);
    random(patch + "bias", 0, d);
    for (int i = 0; i < v.layers(); i++) {
      String block = stack + "encoder.layers." + i + ".";
      norm(block + "layer_norm1.", d);
      linear(block + "self_attn.qkv.", 3 * d, d);
      linear(block + "self_attn.projection.", d, d);
      norm(block + "layer_norm2.", d);
      linear(block + "mlp.fc1.", v.intermediate(), d);
      linear(block + "mlp.fc2.", d, v.intermediate());
    }
    norm(stack + "post_layernorm.", d);
  }

  private void qformer(QFormer q, int imageWidth) {
    int d = q.hidden();
    random("query_tokens", 1, 1, q.queries(), d);
    String embeddings = "qformer.embeddings.";
    random(embeddings + "word_embeddings.weight", 1, CheckpointConfig.QFORMER_VOCABULARY, d);
    random(embeddings + "position_embeddings.weight", 0.1, CheckpointConfig.POSITIONS, d);
    norm(embeddings + "layernorm.", d);
    for (int i = 0; i < q.layers(); i++) {
      String layer = "qformer.encoder.layer." + i + ".";
      attention(layer + "attention.", d, d);
      if (i % 2 == 0) {
        attention(layer + "crossattention.", d, imageWidth);
      }
      for (String suffix : List.of("_query.", ".")) {
        linear(layer + "intermediate" + suffix + "dense.", q.intermediate(), d);
        linear(layer + "output" + suffix + "dense.", d, q.intermediate());
        norm(layer + "output" + suffix + "LayerNorm.", d);
      }
    }
  }

  private void attention(String prefix, int d, int keyWidth) {
    linear(prefix + "attention.query.", d, d);
    linear(prefix + "attention.key.", d, keyWidth);
    linear(prefix + "attention.value.", d, keyWidth);
    linear(prefix + "output.dense.", d, d);
    norm(prefix + "output.LayerNorm.", d);
  }

  private void language(Language t) {
    random("language_model.shared.weight", 1, t.vocabulary(), t.hidden());
    for (String stack : List.of("encoder", "decoder")) {
      String prefix = "language_model." + stack + ".";
      random(
          prefix + "block.0.layer.0.SelfAttention.relative_attention_bias.weight",
          0.1,
          Language.BUCKETS,
          t.heads());
      for (int i = 0; i < t.layers(); i++) {
        String block = prefix + "block." + i + ".layer.";
        relativeAttention(block + "0.", "SelfAttention.", t);
        int last = stack.equals("decoder") ? 2 : 1;
        if (last == 2) {
          relativeAttention(block + "1.", "EncDecAttention.", t);
        }
        constant(block + last + ".layer_norm.weight", 1, t.hidden());
        String feedForward = block + last + ".DenseReluDense.";
        random(feedForward + "wi_0.weight", fan(t.hidden()), t.intermediate(), t.hidden());
        random(feedForward + "wi_1.weight", fan(t.hidden()), t.intermediate(), t.hidden());
        random(feedForward + "wo.weight", fan(t.intermediate()), t.hidden(), t.intermediate());
      }
      constant(prefix + "final_layer_norm.weight", 1, t.hidden());
    }
    random("language_model.lm_head.weight", fan(t.hidden()), t.vocabulary(), t.hidden());
  }

  /** T5 divides no dot product by the heads' width: the queries' weights do. */
  private void relativeAttention(String prefix, String name, Language t) {
    constant(prefix + "layer_norm.weight", 1, t.hidden());
    random(
        prefix + name + "q.weight", fan(t.hidden() * Language.HEAD_WIDTH), t.inner(), t.hidden());
    random(prefix + name + "k.weight", fan(t.hidden()), t.inner(), t.hidden());
    random(prefix + name + "v.weight", fan(t.hidden()), t.inner(), t.hidden());
    random(prefix + name + "o.weight", fan(t.inner()), t.hidden(), t.inner());
  }

  private void linear(String prefix, int out, int in) {
    random(prefix + "weight", fan(in), out, in);
    random(prefix + "bias", 0, out);
  }

  private void norm(String prefix, int width) {
    constant(prefix + "weight", 1, width);
    constant(prefix + "bias", 0, width);
  }

  private void random(String name, double spread, int... shape) {
    tensors.add(new Tensor(name, Arrays.stream(shape).boxed().toList(), 0, spread));
  }

  private void constant(String name, double value, int width) {
    tensors.add(new Tensor(name, List.of(width), value, 0));
  }

  private static double fan(int in) {
    return 1 / Math.sqrt(in);
  }
}

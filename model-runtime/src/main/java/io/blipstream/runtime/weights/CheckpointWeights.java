package io.blipstream.runtime.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Kernels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * All tensors of a checkpoint folder, over one or many files. Used by one thread, while a model is
 * built; {@link #requireAllTaken} then names what nobody asked for.
 *
 * <p>fp32 tensors are the mapped file itself, without a copy; fp16 and bf16 are widened, since the
 * CPUs this runs on multiply fp32 several times faster.
 */
public final class CheckpointWeights implements Weights {
  private record Located(SafeTensors file, TensorEntry entry) {}

  private final Path folder;
  private final NDManager manager;
  private final Kernels casts;
  private final Map<String, Located> tensors;
  private final Map<String, NDArray> taken = new HashMap<>();

  private CheckpointWeights(
      Path folder, NDManager manager, Kernels casts, Map<String, Located> tensors) {
    this.folder = folder;
    this.manager = manager;
    this.casts = casts;
    this.tensors = tensors;
  }

  /**
   * Reads the headers of all weight files; no tensor is touched yet.
   *
   * @param manager owns every tensor that is handed out
   */
  public static CheckpointWeights open(Path folder, NDManager manager) {
    Map<String, Located> tensors = new LinkedHashMap<>();
    for (Path shard : CheckpointFiles.shards(folder)) {
      SafeTensors file = SafeTensors.open(shard);
      file.entries()
          .forEach(
              (name, entry) -> {
                if (tensors.put(name, new Located(file, entry)) != null) {
                  throw new FatalException(
                      FaultCode.CHECKPOINT_INVALID,
                      "tensor " + name + " stands twice in " + folder);
                }
              });
    }
    return new CheckpointWeights(
        folder, manager, Kernels.load(manager, Kernels.class, "cast.ts"), tensors);
  }

  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public NDArray tensor(String name, long... shape) {
    Located located = tensors.get(name);
    if (located == null) {
      throw invalid("tensor " + name + " is missing");
    }
    if (!Arrays.equals(located.entry().dimensions(), shape)) {
      throw invalid(
          "tensor %s has shape %s, the configuration says %s"
              .formatted(name, located.entry().shape(), Arrays.toString(shape)));
    }
    return taken.computeIfAbsent(name, n -> load(n, located));
  }

  /**
   * A tensor that no network asked for means that the configuration describes another network than
   * the file holds.
   *
   * @param ignorable names that old files carry and no network needs
   */
  public void requireAllTaken(Predicate<String> ignorable) {
    List<String> left = new ArrayList<>();
    for (String name : new TreeSet<>(tensors.keySet())) {
      if (!taken.containsKey(name) && !ignorable.test(name)) {
        left.add(name);
      }
    }
    if (!left.isEmpty()) {
      throw invalid(
          "%d tensors belong to no part of the network: %s%s"
              .formatted(
                  left.size(),
                  String.join(", ", left.subList(0, Math.min(20, left.size()))),
                  left.size() > 20 ? ", …" : ""));
    }
  }

  private NDArray load(String name, Located located) {
    TensorEntry entry = located.entry();
    Shape shape = new Shape(entry.dimensions());
    try {
      ByteBuffer bytes = located.file().map(entry);
      return switch (entry.dtype()) {
        case "F32" -> manager.create(bytes, shape, DataType.FLOAT32);
        case "F16" -> widened(manager.create(bytes, shape, DataType.FLOAT16), "widen", shape);
        // DJL has no bf16 buffers and aborts the process on some bf16 operations: the bytes are
        // reinterpreted and widened inside one kernel, and Java never sees a bf16 tensor.
        case "BF16" ->
            widened(
                manager.create(bytes, new Shape(entry.bytes()), DataType.UINT8),
                "widen_bf16_bytes",
                shape);
        default -> throw invalid("tensor " + name + " has dtype " + entry.dtype());
      };
    } catch (IOException e) {
      throw new FatalException(
          FaultCode.FILE_NOT_FOUND, "cannot read " + name + " in " + folder + ": " + e, e);
    }
  }

  private NDArray widened(NDArray narrow, String kernel, Shape shape) {
    try (narrow) {
      NDArray wide = casts.call(manager, kernel, narrow);
      return wide.getShape().equals(shape) ? wide : reshaped(wide, shape);
    }
  }

  private static NDArray reshaped(NDArray flat, Shape shape) {
    try (flat) {
      return flat.reshape(shape);
    }
  }

  private FatalException invalid(String why) {
    return new FatalException(FaultCode.CHECKPOINT_INVALID, folder + " is broken: " + why);
  }
}

package io.blipstream.runtime.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.NumberType;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The tensors of a checkpoint, brought into memory as they are asked for. Used by one thread, while
 * a model is built, and closed then; the tensors live on.
 *
 * <p>What is asked for must be known to fit: see {@link CheckpointHeaders#against}.
 */
public final class CheckpointWeights implements Weights<NDArray>, AutoCloseable {
  private final CheckpointHeaders headers;
  private final TensorReader reader;
  private final Function<String, NumberType> types;
  private final LoadProgress progress;
  private final long all;
  private long done;
  private final Map<String, NDArray> taken = new HashMap<>();

  private CheckpointWeights(
      CheckpointHeaders headers,
      TensorReader reader,
      Function<String, NumberType> types,
      LoadProgress progress) {
    this.headers = headers;
    this.reader = reader;
    this.types = types;
    this.progress = progress;
    this.all = headers.tensors().values().stream().mapToLong(TensorEntry::bytes).sum();
  }

  /**
   * All of it in fp32.
   *
   * @param manager of the device that the tensors are to be on; owns them
   */
  public static CheckpointWeights of(CheckpointHeaders headers, NDManager manager) {
    return of(headers, manager, any -> NumberType.FLOAT32, LoadProgress.UNSEEN);
  }

  /**
   * @param manager of the device that the tensors are to be on; owns them
   * @param types by the tensor's name
   * @param progress is told after each tensor
   */
  public static CheckpointWeights of(
      CheckpointHeaders headers,
      NDManager manager,
      Function<String, NumberType> types,
      LoadProgress progress) {
    return new CheckpointWeights(headers, TensorReader.open(manager), types, progress);
  }

  @Override
  public NDArray anyOf(List<String> names, List<String> instead, long... shape) {
    List<String> present = headers.present(names);
    if (present.isEmpty()) {
      present = headers.present(instead).stream().limit(1).toList();
    }
    if (present.isEmpty()) {
      throw invalid("tensor " + String.join(" or ", names) + " is missing");
    }
    String first = present.get(0);
    for (String other : present.subList(1, present.size())) {
      requireEqual(first, other);
    }
    return taken.computeIfAbsent(first, this::read);
  }

  private NDArray read(String name) {
    try {
      TensorEntry entry = headers.tensors().get(name);
      NDArray tensor = reader.read(entry, types.apply(name));
      done += entry.bytes();
      progress.reached(done, all);
      return tensor;
    } catch (IOException e) {
      throw new FatalException(
          FaultCode.FILE_NOT_FOUND,
          "cannot read " + name + " in " + headers.folder() + ": " + e,
          e);
    }
  }

  private void requireEqual(String first, String other) {
    Map<String, TensorEntry> tensors = headers.tensors();
    try {
      if (!TensorBytes.equal(tensors.get(first), tensors.get(other))) {
        throw invalid(
            "the network has one tensor that stands as "
                + Set.of(first, other)
                + " with different values");
      }
    } catch (IOException e) {
      throw new FatalException(
          FaultCode.FILE_NOT_FOUND, "cannot read " + headers.folder() + ": " + e, e);
    }
  }

  private FatalException invalid(String why) {
    return new FatalException(
        FaultCode.CHECKPOINT_INVALID, headers.folder() + " is broken: " + why);
  }

  @Override
  public void close() {
    progress.reached(all, all); // what no network reads, and what stands twice, is not waited for
    reader.close();
  }
}

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

/**
 * The tensors of a checkpoint, brought into memory as they are asked for. Used by one thread, while
 * a model is built, and closed then; the tensors live on.
 *
 * <p>What is asked for must be known to fit: see {@link CheckpointHeaders#against}.
 */
public final class CheckpointWeights implements Weights<NDArray>, AutoCloseable {
  private final CheckpointHeaders headers;
  private final TensorReader reader;
  private final Map<String, NDArray> taken = new HashMap<>();

  private CheckpointWeights(CheckpointHeaders headers, TensorReader reader) {
    this.headers = headers;
    this.reader = reader;
  }

  /**
   * @param manager of the device that the tensors are to be on; owns them
   */
  public static CheckpointWeights of(CheckpointHeaders headers, NDManager manager) {
    return new CheckpointWeights(headers, TensorReader.open(manager));
  }

  @Override
  public NDArray anyOf(List<String> names, long... shape) {
    List<String> present = headers.present(names);
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
      return reader.read(headers.tensors().get(name), NumberType.FLOAT32);
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
    reader.close();
  }
}

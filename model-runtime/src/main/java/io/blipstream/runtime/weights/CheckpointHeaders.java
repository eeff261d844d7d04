package io.blipstream.runtime.weights;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a checkpoint folder says that it holds, over one file or many. Read from the headers alone:
 * no tensor is touched, whatever its size. Immutable.
 */
public final class CheckpointHeaders {
  private final Path folder;
  private final List<Path> shards;
  private final Map<String, TensorEntry> tensors;

  private CheckpointHeaders(Path folder, List<Path> shards, Map<String, TensorEntry> tensors) {
    this.folder = folder;
    this.shards = List.copyOf(shards);
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  /**
   * @throws FatalException FILE_NOT_FOUND, CHECKPOINT_INVALID or CHECKPOINT_UNSUPPORTED
   */
  public static CheckpointHeaders read(Path folder) {
    List<Path> shards = CheckpointFiles.shards(folder);
    Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    for (Path shard : shards) {
      SafeTensors.entries(shard)
          .forEach(
              (name, entry) -> {
                if (tensors.put(name, entry) != null) {
                  throw new FatalException(
                      FaultCode.CHECKPOINT_INVALID,
                      "tensor " + name + " stands twice in " + folder);
                }
              });
    }
    return new CheckpointHeaders(folder, shards, tensors);
  }

  public Path folder() {
    return folder;
  }

  /** The weight files, in the order of their names. */
  public List<Path> shards() {
    return shards;
  }

  /** Every tensor by name, in the files' order. */
  public Map<String, TensorEntry> tensors() {
    return tensors;
  }

  /** Under which of several names the files keep what files keep under several names. */
  public List<String> aliases(NeededTensors needed) {
    return needed.all().stream()
        .filter(need -> need.names().size() > 1)
        .flatMap(need -> present(need.names()).stream())
        .toList();
  }

  /** Those of the names that the files hold, with what they hold under them. */
  public List<String> present(List<String> names) {
    return names.stream().filter(tensors::containsKey).toList();
  }

  /**
   * What does not fit between the files and what a network asks for.
   *
   * @param ignorable names that old files carry and no network needs
   */
  public Discrepancies against(NeededTensors needed, Predicate<String> ignorable) {
    List<String> missing = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    List<String> mistyped = new ArrayList<>();
    for (NeededTensors.Need need : needed.all()) {
      List<String> present = present(need.names());
      if (present.isEmpty()) {
        missing.add(String.join(" or ", need.names()));
      }
      for (String name : present) {
        TensorEntry entry = tensors.get(name);
        if (!entry.shape().equals(need.shape())) {
          misshapen.add("%s is %s, not %s".formatted(name, entry.shape(), need.shape()));
        }
        if (!entry.type().readable()) {
          mistyped.add("%s is %s".formatted(name, entry.type()));
        }
      }
    }
    List<String> surplus =
        tensors.keySet().stream()
            .filter(name -> !needed.asksFor(name) && !ignorable.test(name))
            .sorted()
            .toList();
    return new Discrepancies(missing, surplus, misshapen, mistyped);
  }
}

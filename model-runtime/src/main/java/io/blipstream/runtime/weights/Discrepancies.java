package io.blipstream.runtime.weights;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that does not fit between a checkpoint's files and its configuration, all of it at
 * once: a folder that is mended tensor by tensor is a nuisance.
 *
 * @param missing names that the network needs
 * @param surplus names that no part of the network reads: the configuration describes another one
 * @param misshapen name, shape in the file and shape that the configuration implies
 * @param mistyped name and type, which is none that networks are computed from
 */
public record Discrepancies(
    List<String> missing, List<String> surplus, List<String> misshapen, List<String> mistyped) {
  /**
   * Of the names of one kind in a message, in characters: the tensors of the largest published
   * checkpoints, all of them, and yet no more than a log or a dead letter can take.
   */
  private static final int LONGEST = 256 << 10;

  public Discrepancies {
    missing = List.copyOf(missing);
    surplus = List.copyOf(surplus);
    misshapen = List.copyOf(misshapen);
    mistyped = List.copyOf(mistyped);
  }

  public boolean none() {
    return missing.isEmpty() && surplus.isEmpty() && misshapen.isEmpty() && mistyped.isEmpty();
  }

  /** The fault that they are; empty where all fits. */
  public Optional<FatalException> fault(Path folder) {
    if (none()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    add(parts, missing, "missing");
    add(parts, misshapen, "of another shape than the configuration says");
    add(parts, mistyped, "of a type other than F32, F16 and BF16");
    add(parts, surplus, "in no part of the network");
    return Optional.of(
        new FatalException(
            FaultCode.CHECKPOINT_INVALID,
            folder + " does not hold what its config.json describes: " + String.join("; ", parts)));
  }

  private static void add(List<String> parts, List<String> names, String what) {
    if (!names.isEmpty()) {
      StringBuilder list = new StringBuilder();
      int named = 0;
      while (named < names.size() && list.length() + names.get(named).length() <= LONGEST) {
        list.append(named == 0 ? "" : ", ").append(names.get(named++));
      }
      int left = names.size() - named;
      parts.add(
          "%d tensors %s: %s%s"
              .formatted(
                  names.size(), what, list, left == 0 ? "" : ", and %d more".formatted(left)));
    }
  }
}

package io.blipstream.runtime.inspect;

import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.weights.Discrepancies;
import io.blipstream.runtime.weights.StoredType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What was found out about a checkpoint folder.
 *
 * @param folder as it was named
 * @param family such as {@code instructblip-t5}
 * @param placeholder whether the language model's prompts have an image placeholder in the
 *     reference, the newer of the two layouts; both are run alike
 * @param parts image encoder, Q-Former, projection, language model
 * @param types tensors by the type that they are stored in
 * @param shards the weight files
 * @param embedding under which of its names the language model's input embedding stands; empty for
 *     a family that has one name only
 * @param files the other files that are needed, and whether they are there
 * @param discrepancies tensors that do not fit the configuration
 * @param devices that would run it; empty where none can be had
 * @param precision that image encoder and language model would be computed in
 * @param workload that working memory is told for
 * @param memory on each device
 * @param faults all that keeps it from running, the first worst
 */
public record Inspection(
    Path folder,
    String family,
    boolean placeholder,
    List<Part> parts,
    Map<StoredType, Integer> types,
    List<Shard> shards,
    List<String> embedding,
    Map<String, Boolean> files,
    Discrepancies discrepancies,
    List<DeviceId> devices,
    Precision precision,
    Workload workload,
    Memory memory,
    List<Fault> faults) {
  /** Whether it will run here. */
  public boolean runs() {
    return faults.isEmpty();
  }

  public long parameters() {
    return parts.stream().mapToLong(Part::parameters).sum();
  }
}

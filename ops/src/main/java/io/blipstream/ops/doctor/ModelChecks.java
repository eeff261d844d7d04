package io.blipstream.ops.doctor;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.inspect.Inspections;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.inspect.Inspection;
import io.blipstream.runtime.inspect.Memory;
import io.blipstream.runtime.kernel.Devices;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.natives.NativeLibraries;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The native library, the devices, and the checkpoint beside the memory that there is. */
record ModelChecks(Configuration configuration) {
  ModelChecks {
    requireNonNull(configuration, "configuration");
  }

  /** By loading it, which holds its files to the kept digests first. */
  static List<Diagnosis> library() {
    try {
      PyTorch.prepareThread();
      NativeLibraries.requireShipped("tokenizers");
      return List.of(Diagnosis.ok("PyTorch loads; it and the tokenizers are what was shipped"));
    } catch (BlipstreamException e) {
      return List.of(
          Diagnosis.fail(e.code(), e.getMessage(), "docs/supply.md says where it comes from"));
    }
  }

  List<Diagnosis> device() {
    DeviceChoice choice = configuration.value(Keys.MODEL_DEVICE);
    try {
      String had =
          Devices.resolve(choice).stream()
              .map(DeviceId::toString)
              .collect(Collectors.joining(", "));
      return List.of(Diagnosis.ok("model.device=" + choice + ": " + had));
    } catch (BlipstreamException e) {
      return List.of(Diagnosis.fail(e.code(), e.getMessage(), "model.device=cpu runs anywhere"));
    }
  }

  List<Diagnosis> model() {
    try {
      return of(Inspections.of(configuration));
    } catch (BlipstreamException e) {
      return List.of(
          Diagnosis.fail(e.code(), e.getMessage(), "./blipstream inspect DIR says more of it"));
    }
  }

  /** What an inspection comes to. */
  static List<Diagnosis> of(Inspection found) {
    List<Diagnosis> diagnoses = new ArrayList<>();
    for (Fault fault : found.faults()) {
      diagnoses.add(
          Diagnosis.fail(fault.code(), fault.message(), "./blipstream inspect " + found.folder()));
    }
    if (found.runs()) {
      diagnoses.add(
          Diagnosis.ok(
              "%s, %.1f million parameters: %s"
                  .formatted(found.family(), found.parameters() / 1e6, found.folder())));
    }
    if (found.faults().stream().noneMatch(each -> each.code() == FaultCode.MEMORY_SHORT)) {
      diagnoses.add(memory(found.memory()));
    }
    return diagnoses;
  }

  private static Diagnosis memory(Memory memory) {
    String found =
        "needs %d MiB with the largest batch, %s MiB are available"
            .formatted(
                memory.needed() >> 20,
                memory.available().isEmpty()
                    ? "unknown"
                    : Long.toString(memory.available().getAsLong() >> 20));
    return memory.available().orElse(Long.MAX_VALUE) < memory.needed() / 4 * 5
        ? Diagnosis.warn(found, "little room: smaller batches (engine.batch.max.prompts) need less")
        : Diagnosis.ok(found);
  }
}

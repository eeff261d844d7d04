package io.blipstream.runtime.inspect;

import io.blipstream.runtime.device.CardMemory;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.runtime.image.PreprocessorConfig;
import io.blipstream.runtime.kernel.Devices;
import io.blipstream.runtime.model.ModelConfig;
import io.blipstream.runtime.weights.CheckpointHeaders;
import io.blipstream.runtime.weights.Discrepancies;
import io.blipstream.runtime.weights.NeededTensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Looks through checkpoint folders. */
public final class Inspector {
  /**
   * Java with its code, its heap at work and the native library, before any model: measured, see
   * the page on benchmarks.
   */
  private static final long PROCESS = 384L << 20;

  private final DeviceChoice choice;
  private final Precision precision;
  private final Workload workload;

  /**
   * @param choice which devices it would run on
   * @param precision wished for
   * @param workload the largest batch
   */
  public Inspector(DeviceChoice choice, Precision precision, Workload workload) {
    this.choice = choice;
    this.precision = precision;
    this.workload = workload;
  }

  /**
   * Looks through one folder. Tensors, files, devices and memory that do not fit are told in the
   * result; a folder that cannot be understood at all is thrown.
   *
   * @throws FatalException FILE_NOT_FOUND, CHECKPOINT_INVALID or CHECKPOINT_UNSUPPORTED
   */
  public Inspection inspect(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "there is no checkpoint folder " + folder);
    }
    ModelConfig config = ModelConfig.read(folder);
    CheckpointHeaders headers = CheckpointHeaders.read(folder);
    NeededTensors needed = config.needed();
    Discrepancies discrepancies = headers.against(needed, ModelConfig::ignorable);
    Map<String, Boolean> files = files(folder, config);
    List<Fault> faults = new ArrayList<>();
    discrepancies.fault(folder).ifPresent(fault -> faults.add(fault.fault()));
    missing(folder, files, faults);
    List<DeviceId> devices = devices(faults);
    Precision computed = precision.on(devices.isEmpty() ? DeviceId.CPU : devices.get(0));
    HeaderFacts facts = new HeaderFacts(config, headers, computed);
    Memory memory = memory(config, facts, computed, devices);
    if (!memory.enough()) {
      faults.add(shortOf(memory, computed, devices));
    }
    return new Inspection(
        folder,
        config.family(),
        config.placeholder(),
        facts.parts(),
        facts.types(),
        facts.shards(),
        headers.aliases(needed),
        files,
        discrepancies,
        devices,
        computed,
        workload,
        memory,
        List.copyOf(faults));
  }

  private static Map<String, Boolean> files(Path folder, ModelConfig config) {
    List<String> names = new ArrayList<>(List.of("tokenizer.json"));
    if (config.qformer().readsInstruction()) {
      names.add("qformer_tokenizer/tokenizer.json");
    }
    names.add(PreprocessorConfig.in(folder).getFileName().toString());
    Map<String, Boolean> files = new LinkedHashMap<>();
    names.forEach(name -> files.put(name, Files.isRegularFile(folder.resolve(name))));
    return files;
  }

  private static void missing(Path folder, Map<String, Boolean> files, List<Fault> faults) {
    files.forEach(
        (name, there) -> {
          if (!there) {
            faults.add(
                new Fault(
                    FaultCode.FILE_NOT_FOUND,
                    "there is no "
                        + name
                        + " in "
                        + folder
                        + ": fetch it from where the checkpoint came from"));
          }
        });
  }

  /** The processor is there without being asked; only cards need the native library to be known. */
  private List<DeviceId> devices(List<Fault> faults) {
    if (choice.equals(DeviceChoice.CPU)) {
      return choice.devices();
    }
    try {
      return Devices.resolve(choice);
    } catch (RetriableException e) {
      faults.add(e.fault());
      return List.of();
    }
  }

  private Memory memory(
      ModelConfig config, HeaderFacts facts, Precision computed, List<DeviceId> devices) {
    boolean cards = !devices.isEmpty() && devices.get(0).cuda();
    OptionalLong available = cards ? free(devices.get(0)) : MemoryHere.ofThisMachine().available();
    return new Memory(
        facts.heldBytes(),
        WorkingMemory.bytes(config, computed, workload),
        cards ? 0 : PROCESS,
        available);
  }

  private static OptionalLong free(DeviceId card) {
    return Devices.memory(card).stream().mapToLong(CardMemory::free).findFirst();
  }

  private Fault shortOf(Memory memory, Precision computed, List<DeviceId> devices) {
    String remedy =
        memory.weights() + memory.process() < memory.available().orElse(0)
            ? "smaller batches would fit (engine.batch.max.images, engine.batch.max.prompts)"
            : computed == Precision.BF16
                ? "a larger device or a smaller checkpoint is needed"
                : "a larger machine, a smaller checkpoint or precision=bf16, which halves the"
                    + " weights, is needed";
    return new Fault(
        FaultCode.MEMORY_SHORT,
        "%d MiB are needed on %s and %d MiB are available: %s"
            .formatted(
                memory.needed() >> 20,
                devices.isEmpty() ? DeviceId.CPU : devices.get(0),
                memory.available().orElse(0) >> 20,
                remedy));
  }
}

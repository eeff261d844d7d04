package io.blipstream.runtime.kernel;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.device.CardMemory;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which of the devices that are wished for this machine and this build of PyTorch really have. */
public final class Devices {
  private static final String REMEDY = "; docs/devices.md says how, and device=cpu runs anywhere";

  private Devices() {}

  /**
   * Tries every device that is named, with a small computation on it.
   *
   * @return at least one
   * @throws RetriableException DEVICE_UNAVAILABLE for the first that cannot be had
   */
  public static List<DeviceId> resolve(DeviceChoice choice) {
    if (choice.automatic()) {
      List<DeviceId> cards = cards();
      return cards.isEmpty() ? DeviceChoice.CPU.devices() : cards;
    }
    choice.devices().stream().filter(DeviceId::cuda).forEach(Devices::require);
    return choice.devices();
  }

  /**
   * The one that work of a single thread takes.
   *
   * @throws RetriableException as {@link #resolve}
   */
  public static DeviceId first(DeviceChoice choice) {
    return resolve(choice).get(0);
  }

  /** A card's memory now; empty where the driver does not say, and for the processor. */
  public static Optional<CardMemory> memory(DeviceId device) {
    if (!device.cuda()) {
      return Optional.empty();
    }
    try {
      var memory = ai.djl.util.cuda.CudaUtils.getGpuMemory(djl(device));
      return Optional.of(new CardMemory(memory.getCommitted(), memory.getMax()));
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty(); // told less, but not wrong: the card itself was tried before
    }
  }

  static Device djl(DeviceId device) {
    return device.cuda() ? Device.gpu(device.index()) : Device.cpu();
  }

  private static List<DeviceId> cards() {
    Engine engine = PyTorch.engine();
    if (!engine.hasCapability(StandardCapabilities.CUDA)) {
      return List.of();
    }
    return IntStream.range(0, engine.getGpuCount()).mapToObj(DeviceId::cuda).toList();
  }

  private static void require(DeviceId device) {
    Engine engine = PyTorch.engine();
    if (!engine.hasCapability(StandardCapabilities.CUDA)) {
      throw unavailable(
          device
              + " is wished for, but this build of PyTorch is for processors only: build with"
              + " -Pcuda, or name an installed PyTorch by PYTORCH_LIBRARY_PATH");
    }
    if (device.index() >= engine.getGpuCount()) {
      throw unavailable(
          "%s is wished for, but %d CUDA devices are seen: check nvidia-smi and CUDA_VISIBLE_DEVICES"
              .formatted(device, engine.getGpuCount()));
    }
    try (NDManager manager = NDManager.newBaseManager(djl(device), "PyTorch");
        NDArray one = manager.create(new float[] {1});
        NDArray two = one.add(one)) {
      if (two.getFloat() != 2) {
        throw unavailable(device + " does not add up");
      }
    } catch (RetriableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RetriableException(
          FaultCode.DEVICE_UNAVAILABLE, device + " refuses to compute: " + e + REMEDY, e);
    }
  }

  private static RetriableException unavailable(String why) {
    return new RetriableException(FaultCode.DEVICE_UNAVAILABLE, why + REMEDY);
  }
}

package io.blipstream.runtime.kernel;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.runtime.natives.NativeLibraries;
import java.time.Duration;

/** The native library: how it is started, and what each thread must do before it computes. */
public final class PyTorch {
  private PyTorch() {}

  /** A manager of main memory. */
  public static NDManager newManager() {
    return newManager(DeviceId.CPU);
  }

  /**
   * Loads the native library if need be and makes a manager of a device's memory.
   *
   * @throws RetriableException DEVICE_UNAVAILABLE where the library cannot be loaded on this
   *     machine
   */
  public static NDManager newManager(DeviceId device) {
    load();
    return NDManager.newBaseManager(Devices.djl(device), "PyTorch");
  }

  private static void load() {
    var unused = engine();
  }

  /** JniUtils alone does not load the library, and its first call would fail to link. */
  static Engine engine() {
    NativeLibraries.requireShipped("pytorch");
    try {
      return Engine.getEngine("PyTorch");
    } catch (RuntimeException | LinkageError e) {
      throw new RetriableException(
          FaultCode.DEVICE_UNAVAILABLE, "PyTorch's native library cannot be loaded: " + e, e);
    }
  }

  /** Threads that one operator may spread over. */
  public static int spread() {
    load();
    return JniUtils.getNumThreads();
  }

  /**
   * Threads that one operator may spread over, for the whole process.
   *
   * @param threads 1 and up
   */
  public static void spreadOver(int threads) {
    load();
    JniUtils.setNumThreads(threads);
  }

  /**
   * Both settings are per thread and start the wrong way round for inference: gradients are
   * recorded, and the graph optimiser spends seconds on specialising kernels that change their
   * shapes at every call.
   */
  public static void prepareThread() {
    load();
    JniUtils.setGradMode(false);
    JniUtils.setGraphExecutorOptimize(false);
  }

  /**
   * Waits until a card has done all that this thread asked of it: a call returns before it is done.
   * The processor never lags behind.
   */
  public static void await(NDManager manager) {
    if (manager.getDevice().isGpu()) {
      try (NDArray last = manager.create(new float[1])) {
        var unused =
            last.toFloatArray(); // comes back when all before it in the card's queue is done
      }
    }
  }

  /**
   * For the end of the process: waits until no thread computes, and lets none begin again. Without
   * it, threads that compute while the library clears up end the process by SIGSEGV.
   *
   * @return false where a computation goes on for longer than that
   */
  public static boolean standStill(Duration patience) throws InterruptedException {
    return NativeCalls.PROCESS.silence(patience);
  }
}

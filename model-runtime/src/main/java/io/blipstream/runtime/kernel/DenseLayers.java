package io.blipstream.runtime.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who multiplies matrices. On a CPU libtorch holds two libraries, and which is the faster depends
 * on the maker of the machine: MKL takes its widest instructions on Intel's alone, oneDNN on all.
 * Neither is better known beforehand than by trying, which takes some 50 ms, once.
 */
enum DenseLayers {
  ATEN("dense-aten.ts"),
  ONEDNN("dense-onednn.ts");

  private static final Logger LOG = LoggerFactory.getLogger(DenseLayers.class);

  /** Rows and inputs of the trial: the wide layer of a middling network. */
  private static final int ROWS = 512;

  private static final int WIDTH = 256;
  private static final int TRIALS = 6;

  /** Of this process; null until a CPU has been asked. Guarded by the class. */
  private static DenseLayers fastest;

  private final String resource;

  DenseLayers(String resource) {
    this.resource = resource;
  }

  /** Text of the kernels. */
  String text() {
    return Kernels.text(DenseLayers.class, resource);
  }

  /** The ones to be used on a manager's device. */
  static synchronized DenseLayers on(NDManager manager) {
    if (manager.getDevice().isGpu()) {
      return ATEN;
    }
    if (fastest == null) {
      fastest = fastest(manager);
    }
    return fastest;
  }

  private static DenseLayers fastest(NDManager manager) {
    Map<DenseLayers, Long> nanos = new LinkedHashMap<>();
    try (NDManager scratch = manager.newSubManager();
        Kernels onednn = oneDnn(scratch);
        Kernels aten = Kernels.compile(scratch, ATEN.text())) {
      if (onednn == null) {
        return ATEN;
      }
      NDArray x = scratch.ones(new Shape(ROWS, WIDTH));
      NDArray w = scratch.ones(new Shape(4 * WIDTH, WIDTH));
      NDArray b = scratch.ones(new Shape(4 * WIDTH));
      for (int i = 0; i < TRIALS; i++) {
        for (DenseLayers each : List.of(ATEN, ONEDNN)) {
          long begin = System.nanoTime();
          (each == ATEN ? aten : onednn).call(scratch, "dense_gelu", x, w, b, "none").close();
          nanos.merge(each, System.nanoTime() - begin, Math::min);
        }
      }
    }
    LOG.debug("dense layers, best of {} in nanoseconds: {}", TRIALS, nanos);
    return nanos.keySet().stream().min(Comparator.comparing(nanos::get)).orElseThrow();
  }

  /** Null where libtorch was built without oneDNN: it does not know the operators then. */
  private static Kernels oneDnn(NDManager manager) {
    try {
      return Kernels.compile(manager, ONEDNN.text());
    } catch (RuntimeException e) {
      LOG.debug("this libtorch is without oneDNN: {}", e.toString());
      return null;
    }
  }
}

package io.blipstream.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever multiplies, the numbers are the same: which of them it is, is left to the clock. */
class DenseLayersTest {
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = PyTorch.newManager();
    PyTorch.prepareThread();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource
  void layersAreWhatTheFormulaSays(DenseLayers layers) {
    NDArray w = random(24, 40);
    NDArray b = random(24);
    try (Kernels kernels = Kernels.compile(manager, layers.text())) {
      for (NDArray x : List.of(random(3, 40), random(300, 40), random(9, 31, 40), cut(9, 40, 40))) {
        NDArray plain = x.matMul(w.transpose()).add(b);
        NDArray residual = cut(x.getShape().get(0), x.getShape().get(1), 24);
        NDArray onto = x.getShape().dimension() == 2 ? random(x.getShape().get(0), 24) : residual;
        assertClose(kernels.call(manager, "dense", x, w, b), plain);
        assertClose(kernels.call(manager, "dense_add", x, w, b, onto), plain.add(onto));
        assertClose(kernels.call(manager, "dense_gelu", x, w, b, "none"), gelu(plain));
        NDArray cubic = plain.pow(3).mul(0.044715f).add(plain).mul((float) Math.sqrt(2 / Math.PI));
        NDArray tanh = plain.mul(0.5f).mul(cubic.tanh().add(1));
        assertClose(kernels.call(manager, "dense_gelu", x, w, b, "tanh"), tanh);
      }
    }
  }

  private static NDArray gelu(NDArray x) {
    return x.mul(0.5f).mul(x.mul((float) Math.sqrt(0.5)).erf().add(1));
  }

  private NDArray random(long... shape) {
    return manager.randomNormal(new Shape(shape));
  }

  /** A tensor whose rows do not lie side by side in memory. */
  private NDArray cut(long rows, long columns, long width) {
    return random(rows, columns + 3, width).get(new NDIndex(":, :" + columns + ", :"));
  }

  private static void assertClose(NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    assertThat(actual.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-4f));
  }
}

package io.blipstream.runtime.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A library of kernels, compiled from one text resource. Immutable once loaded; any thread that has
 * called {@link PyTorch#prepareThread()} may call it.
 *
 * <p>Arguments are {@link NDArray}, {@link TensorList}, {@link NDList}, {@link Integer}, {@link
 * Long}, {@link Double}, {@link Boolean}, {@link String} or an array of long, in the order of the
 * kernel's parameters. Results belong to the manager that is named in the call, never to the left
 * operand's: a result that silently joined the weights' manager would live as long as the model.
 */
public final class Kernels implements AutoCloseable {
  private final PtSymbolBlock module;

  private Kernels(PtSymbolBlock module) {
    this.module = module;
  }

  /**
   * Compiles the text of a resource, and with it what all networks share: fully connected layers by
   * the faster library, activations and norms.
   *
   * @param manager owns the compiled module
   * @param owner class beside which the resource lies
   * @param resource file name, for example {@code vision.ts}
   */
  public static Kernels load(NDManager manager, Class<?> owner, String resource) {
    return compile(manager, text(owner, resource) + shared() + DenseLayers.on(manager).text());
  }

  /**
   * A text resource of kernels.
   *
   * @param prefix that its kernels get before their names, so that texts with the same names can
   *     stand side by side
   */
  public record Text(String prefix, Class<?> owner, String resource) {
    private static final Pattern NAMES = Pattern.compile("(?m)^  def (\\w+)\\(");

    String read() {
      String text = text(owner, resource);
      List<String> names = NAMES.matcher(text).results().map(match -> match.group(1)).toList();
      for (String name : names) {
        text =
            text.replace("  def " + name + "(", "  def " + prefix + name + "(")
                .replace("(self)." + name + "(", "(self)." + prefix + name + "(");
      }
      return text;
    }
  }

  /**
   * Compiles several texts into one library, so that one kernel can go through all of them: how a
   * network is learned by the very texts that serve it. Fully connected layers are PyTorch's own,
   * whatever serves: the other library's have no gradients.
   *
   * @param manager owns the compiled module
   */
  public static Kernels learnable(NDManager manager, Text... texts) {
    StringBuilder all = new StringBuilder();
    for (Text text : texts) {
      all.append(text.read());
    }
    all.append(shared()).append(DenseLayers.ATEN.text());
    return compile(manager, all.toString());
  }

  private static String shared() {
    return text(Kernels.class, "norm.ts") + text(Kernels.class, "activation.ts");
  }

  static Kernels compile(NDManager manager, String text) {
    try {
      byte[] archive = TorchScriptArchive.pack(text);
      return new Kernels(
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(archive), false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no kernel text " + resource + " beside " + owner);
      }
      return withoutComments(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls a kernel that returns one tensor; the tensor belongs to {@code out}. */
  public NDArray call(NDManager out, String kernel, Object... arguments) {
    try (IValue result = run(kernel, arguments)) {
      return result.toTensor((PtNDManager) out);
    }
  }

  /** Calls a kernel that returns a list of tensors; they belong to {@code out}. */
  public NDList callList(NDManager out, String kernel, Object... arguments) {
    try (IValue result = run(kernel, arguments)) {
      return result.toNDList((PtNDManager) out);
    }
  }

  /**
   * Calls a kernel with gradients recorded, which inference never does: the kernel may ask for
   * those of every argument that wants them. Arguments are tensors alone; such as are named {@code
   * x[]} come as lists, in the order of their first.
   *
   * <p>Not with what an inference kernel made: it can have no part in a gradient, and must be
   * copied by an ordinary operator first.
   *
   * @return list of tensors that belongs to {@code out}
   */
  public NDList learn(NDManager out, String kernel, NDList arguments) {
    NDList named = new NDList(arguments);
    try (NDManager scratch = out.newSubManager()) {
      NDArray method = scratch.zeros(new Shape(1));
      method.setName("module_method:" + kernel);
      named.add(method);
      JniUtils.setGradMode(true);
      NDList results = NativeCalls.PROCESS.make(() -> IValueUtils.forward(module, named, true));
      results.attach(out);
      return results;
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  private IValue run(String kernel, Object... arguments) {
    IValue[] boxed = new IValue[arguments.length];
    List<IValue> ours = new ArrayList<>(arguments.length);
    try {
      for (int i = 0; i < arguments.length; i++) {
        if (arguments[i] instanceof TensorList list) {
          boxed[i] = list.boxed();
        } else {
          boxed[i] = box(arguments[i]);
          ours.add(boxed[i]);
        }
      }
      return NativeCalls.PROCESS.make(() -> IValueUtils.runMethod(module, kernel, boxed));
    } finally {
      ours.forEach(IValue::close);
    }
  }

  private static IValue box(Object argument) {
    if (argument instanceof PtNDArray tensor) {
      return IValue.from(tensor);
    }
    if (argument instanceof NDList list) {
      return IValue.listFrom(list.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    }
    if (argument instanceof Integer || argument instanceof Long) {
      return IValue.from(((Number) argument).longValue());
    }
    if (argument instanceof Double number) {
      return IValue.from(number.doubleValue());
    }
    if (argument instanceof Boolean flag) {
      return IValue.from(flag.booleanValue());
    }
    if (argument instanceof String text) {
      return IValue.from(text);
    }
    if (argument instanceof long[] numbers) {
      return IValue.listFrom(numbers);
    }
    throw new IllegalArgumentException("no kernel takes a " + argument.getClass());
  }

  /** The loader of archives, unlike Python, has no comments before the first method. */
  private static String withoutComments(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.lines()
        .filter(line -> !line.stripLeading().startsWith("#") && !line.isBlank())
        .forEach(line -> out.append(line).append('\n'));
    return out.toString();
  }

  @Override
  public void close() {
    module.close();
  }
}

package io.blipstream.runtime.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;

/**
 * The one place where a tensor's number type is chosen or changed. DJL's own ways end the whole
 * process for bfloat16 (making one, converting to one, zeros like one); inside a kernel all of it
 * is sound. Any prepared thread may call it.
 */
public final class Numbers implements AutoCloseable {
  private final Kernels kernels;

  /** Says which device new tensors are made on. */
  private final NDArray anchor;

  private Numbers(Kernels kernels, NDArray anchor) {
    this.kernels = kernels;
    this.anchor = anchor;
  }

  /**
   * @param manager of the device that new tensors are made on; owns the compiled kernels
   */
  public static Numbers load(NDManager manager) {
    return new Numbers(
        Kernels.load(manager, Numbers.class, "numbers.ts"), manager.create(new float[1]));
  }

  /** The same values in another type; a new handle to the same memory where it is that type. */
  public NDArray convert(NDManager out, NDArray tensor, NumberType type) {
    return kernels.call(out, "convert", tensor, type.code());
  }

  /** Memory of unknown content. */
  public NDArray empty(NDManager out, NumberType type, long... shape) {
    return kernels.call(out, "empty", anchor, shape, type.code());
  }

  public NDArray zeros(NDManager out, NumberType type, long... shape) {
    return kernels.call(out, "zeros", anchor, shape, type.code());
  }

  /**
   * A whole file as one row of numbers in main memory, of any size: unlike Java's buffers a tensor
   * may be larger than 2 GiB. Nothing is read until it is used, and nothing is written back.
   *
   * @param file of at least {@code elements} numbers
   */
  public NDArray map(NDManager out, Path file, long elements, NumberType type) {
    return kernels.call(out, "map", file.toAbsolutePath().toString(), elements, type.code());
  }

  /**
   * A tensor inside a row of numbers; its memory is the row's.
   *
   * @param begin the tensor's first number
   */
  public NDArray part(NDManager out, NDArray row, long begin, long... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return kernels.call(out, "part", row, shape, strides, begin);
  }

  /**
   * Writes a stretch of a tensor, from numbers of another type.
   *
   * @param begin where in the tensor, row by row
   * @param bytes [n] uint8 in main memory
   * @param count how many of the bytes
   * @param type that the bytes are numbers of
   */
  public void fill(NDArray target, long begin, NDArray bytes, long count, NumberType type) {
    kernels
        .call(target.getManager(), "fill", target, begin, bytes, count, type.code())
        .close(); // a second handle to a part of the target
  }

  @Override
  public void close() {
    anchor.close();
    kernels.close();
  }
}

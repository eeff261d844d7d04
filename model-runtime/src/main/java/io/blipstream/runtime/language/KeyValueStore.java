package io.blipstream.runtime.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.kernel.Indices;
import io.blipstream.runtime.kernel.Kernels;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Keys and values of all blocks for rows that come and go: one tensor [rows, tensors, heads,
 * columns, width], of which the first rows are in use. One tensor for the whole stack, so that
 * moving a row is one call; a tensor per block is the rejected alternative. It doubles when it is
 * full, halves when three quarters stand empty, and is given back when nobody is left. Owned by one
 * thread.
 */
final class KeyValueStore implements AutoCloseable {
  /**
   * Sizes that do not change.
   *
   * @param tensors keys and values of each block: twice the number of blocks
   * @param heads of keys
   * @param width of one head
   */
  record Layout(int tensors, int heads, int width) {}

  private static final int FEWEST_ROWS = 4;

  private final NDManager manager;
  private final Kernels kernels;
  private final Layout layout;
  private Optional<NDArray> store = Optional.empty();
  private int capacity;
  private int columns;
  private int rows;

  /**
   * @param manager owns the tensor
   * @param kernels from {@link #kernels}
   */
  KeyValueStore(NDManager manager, Kernels kernels, Layout layout) {
    this.manager = manager;
    this.kernels = kernels;
    this.layout = layout;
  }

  /** [capacity, tensors, heads, columns, width]; another one after a change of rows or columns. */
  NDArray tensor() {
    return store.orElseThrow();
  }

  int columns() {
    return columns;
  }

  /**
   * Room for rows, and the columns of those that are in use laid out anew where need be.
   *
   * @param like a tensor of the type and on the device of the model
   * @param wantedRows at least this many rows can be in use
   * @param used which columns are in use
   * @param wantedColumns number of columns from now on; as many as now, or the used ones are moved
   * @param place where the first used column comes to stand
   */
  void makeRoom(NDArray like, int wantedRows, Span used, int wantedColumns, int place) {
    int fitting = fitting(Math.max(wantedRows, rows));
    boolean inPlace = rows == 0 || place == used.first();
    if (fitting <= capacity && wantedColumns == columns && inPlace) {
      return;
    }
    fitting = Math.max(fitting, capacity);
    replace(
        store.isEmpty() || rows == 0
            ? kernels.call(
                manager,
                "blank",
                like,
                fitting,
                layout.tensors(),
                layout.heads(),
                wantedColumns,
                layout.width())
            : relaid(used, fitting, wantedColumns, place),
        fitting,
        wantedColumns);
  }

  /** Puts rows behind those in use, for which room was made; without a block they are blank. */
  void add(int count, Optional<NDArray> block, int column) {
    block.ifPresent(
        content -> {
          try (NDArray written = kernels.call(manager, "put", tensor(), content, rows, column)) {
            rows += count;
          }
        });
    if (block.isEmpty()) {
      rows += count;
    }
  }

  /**
   * @param from for each row from now on, which of those so far it continues
   * @param used which columns are in use
   */
  void continueFrom(int[] from, Span used) {
    if (from.length == 0) {
      close();
      return;
    }
    if (from.length > capacity) {
      int fitting = fitting(from.length);
      replace(relaid(used, fitting, columns, used.first()), fitting, columns);
    }
    int[] moved = IntStream.range(0, from.length).filter(i -> from[i] != i).toArray();
    if (moved.length > 0 && used.length() > 0) {
      move(IntStream.of(moved).map(i -> from[i]).toArray(), moved, used);
    }
    rows = from.length;
    if (4 * rows <= capacity && capacity > FEWEST_ROWS) {
      int fitting = Math.max(FEWEST_ROWS, capacity / 2);
      replace(relaid(used, fitting, columns, used.first()), fitting, columns);
    }
  }

  private void move(int[] sources, int[] targets, Span used) {
    try (NDManager scratch = manager.newSubManager()) {
      kernels.call(
          scratch,
          "move",
          tensor(),
          Indices.of(scratch, sources),
          Indices.of(scratch, targets),
          used.first(),
          used.end());
    }
  }

  private NDArray relaid(Span used, int newCapacity, int newColumns, int place) {
    return kernels.call(
        manager,
        "relaid",
        tensor(),
        rows,
        used.first(),
        used.end(),
        newCapacity,
        newColumns,
        place);
  }

  private void replace(NDArray successor, int newCapacity, int newColumns) {
    store.ifPresent(NDArray::close);
    store = Optional.of(successor);
    capacity = newCapacity;
    columns = newColumns;
  }

  /** A power of two, so that rows that come one by one do not copy the store one by one. */
  private static int fitting(int rows) {
    return Math.max(FEWEST_ROWS, Integer.highestOneBit(Math.max(1, 2 * rows - 1)));
  }

  /** Gives the memory back; the store is empty then, not dead. */
  @Override
  public void close() {
    store.ifPresent(NDArray::close);
    store = Optional.empty();
    capacity = 0;
    columns = 0;
    rows = 0;
  }
}

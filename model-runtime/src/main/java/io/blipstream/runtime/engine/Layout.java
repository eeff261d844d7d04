package io.blipstream.runtime.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How CPU cores are laid out for a model. Of a small one, each operator is too little work to be
 * spread: a worker on each core computes more. Of a large one, a single worker spreads its
 * operators over all cores: the weights then pass the caches once for all.
 *
 * @param workers each with batches of its own; the weights are shared
 * @param threads of each
 */
public record Layout(int workers, int threads) {
  /** Bytes of weights up to which a model is small. */
  private static final long SMALL = 400L << 20;

  /** The layout that suits the weights in a folder. */
  public static Layout of(Path folder, int cores) {
    return weights(folder) <= SMALL ? new Layout(cores, 1) : new Layout(1, cores);
  }

  /** Nothing, where the folder cannot be read: opening it will say so. */
  private static long weights(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      long bytes = 0;
      for (Path file : files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      return 0;
    }
  }
}

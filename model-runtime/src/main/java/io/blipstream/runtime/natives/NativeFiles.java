package io.blipstream.runtime.natives;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Holds the files of one cache folder to the digests that were kept when they were shipped. The
 * cache lies in a home folder and outlives upgrades: whoever can write there could have its code
 * run by every later start.
 */
final class NativeFiles {
  private final Path cache;
  private final List<ShippedFile> shipped;
  private final Function<String, InputStream> resources;

  /**
   * @param cache DJL's
   * @param resources null where the class path has none of the name
   */
  NativeFiles(Path cache, List<ShippedFile> shipped, Function<String, InputStream> resources) {
    this.cache = requireNonNull(cache, "cache");
    this.shipped = List.copyOf(shipped);
    this.resources = requireNonNull(resources, "resources");
  }

  /** Whether digests of the build were kept. */
  boolean knows(String folder) {
    return shipped.stream().anyMatch(file -> file.folder().equals(folder));
  }

  /**
   * Checks what is about to be loaded: what lies in the cache, and of what does not, what DJL would
   * put there.
   *
   * @param folder {@code engine/build}
   * @throws RetriableException DEVICE_UNAVAILABLE, naming the file
   */
  void require(String folder) {
    try {
      for (ShippedFile file : shipped) {
        if (file.folder().equals(folder)) {
          require(file);
        }
      }
      requireNothingElse(folder);
    } catch (IOException e) {
      throw refused(cache.resolve(folder) + " cannot be read: " + e, e);
    }
  }

  private void require(ShippedFile file) throws IOException {
    Path cached = cache.resolve(file.cached());
    if (Files.exists(cached)) {
      requireDigest(cached.toString(), file.sha256(), Files.newInputStream(cached));
      return;
    }
    InputStream resource = resources.apply(file.resource());
    if (resource != null) {
      requireDigest("/" + file.resource() + " of the class path", file.sha256(), resource);
    }
  }

  /** A file beside ours would be found by the loader as a library that ours name. */
  private void requireNothingElse(String folder) throws IOException {
    Path build = cache.resolve(folder);
    if (!Files.isDirectory(build)) {
      return;
    }
    try (Stream<Path> files = Files.list(build)) {
      for (Path file : files.toList()) {
        String name = folder + "/" + file.getFileName();
        if (shipped.stream().noneMatch(each -> each.cached().equals(name))) {
          throw refused(file + " was not shipped", null);
        }
      }
    }
  }

  private static void requireDigest(String where, String sha256, InputStream bytes)
      throws IOException {
    String found = sha256(bytes);
    if (!found.equals(sha256)) {
      throw refused(where + " has SHA-256 " + found + ", not " + sha256, null);
    }
  }

  private static String sha256(InputStream bytes) throws IOException {
    try (bytes) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n; (n = bytes.read(buffer)) >= 0; ) {
        sha.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static RetriableException refused(String why, Throwable cause) {
    return new RetriableException(
        FaultCode.DEVICE_UNAVAILABLE,
        "native code is not loaded: "
            + why
            + "; delete the folder to have it unpacked again, or see docs/supply.md",
        cause);
  }
}

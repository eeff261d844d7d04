package io.blipstream.runtime.natives;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/**
 * A native file of a known build.
 *
 * @param sha256 lower-case hexadecimal
 * @param cached its path in DJL's cache folder
 * @param resource its path on the class path, where DJL takes it from when it is not in the cache
 */
record ShippedFile(String sha256, String cached, String resource) {
  static List<ShippedFile> read(BufferedReader lines) throws IOException {
    try (lines) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.trim().split(" +", 3))
          .map(part -> new ShippedFile(part[0], part[1], part.length > 2 ? part[2] : ""))
          .toList();
    }
  }

  /** The build's folder in the cache, {@code engine/build}. */
  String folder() {
    return cached.substring(0, cached.lastIndexOf('/'));
  }
}

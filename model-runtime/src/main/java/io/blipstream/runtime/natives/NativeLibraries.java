package io.blipstream.runtime.natives;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies native libraries before DJL loads them, once a process. Any thread may call it.
 *
 * <p>Digests are kept for the builds that the project is tested with. Another build, such as one
 * for CUDA, brings its own in a file named by {@value #DIGESTS}; without one it is loaded with a
 * warning. An installed PyTorch that {@value #INSTALLED} names is the operator's own and is not
 * looked at.
 */
public final class NativeLibraries {
  /** A file of lines: digest, and the file's path in DJL's cache folder. */
  static final String DIGESTS = "PYTORCH_LIBRARY_DIGESTS";

  /** DJL's own variable. */
  static final String INSTALLED = "PYTORCH_LIBRARY_PATH";

  private static final Logger log = LoggerFactory.getLogger(NativeLibraries.class);
  private static final Set<String> VERIFIED = ConcurrentHashMap.newKeySet();

  private NativeLibraries() {}

  /**
   * @param engine {@code pytorch} or {@code tokenizers}
   * @throws RetriableException DEVICE_UNAVAILABLE where a file is not what was shipped
   */
  public static void requireShipped(String engine) {
    if (!VERIFIED.contains(engine)) {
      // By whom first does not matter: checking twice is only slower.
      verify(engine);
      VERIFIED.add(engine);
    }
  }

  private static void verify(String engine) {
    if (engine.equals("pytorch") && System.getenv(INSTALLED) != null) {
      log.info("PyTorch is the one that {} names; its digests are not checked", INSTALLED);
      return;
    }
    String folder = folder(engine);
    NativeFiles files = files();
    if (files.knows(folder)) {
      files.require(folder);
    } else {
      log.warn("no digests are kept for {}; {} may name a file of them", folder, DIGESTS);
    }
  }

  static NativeFiles files() {
    return new NativeFiles(
        Utils.getEngineCacheDir(),
        shipped(),
        name -> NativeLibraries.class.getClassLoader().getResourceAsStream(name));
  }

  /** Where DJL unpacks the build that it would load here, below its folder. */
  static String folder(String engine) {
    Platform platform = Platform.detectPlatform(engine);
    return engine
        + "/"
        + platform.getVersion()
        + "-"
        + platform.getFlavor()
        + "-"
        + platform.getClassifier();
  }

  private static List<ShippedFile> shipped() {
    String own = System.getenv(DIGESTS);
    try {
      return ShippedFile.read(
          own == null
              ? new BufferedReader(
                  new InputStreamReader(
                      NativeLibraries.class.getResourceAsStream("shipped.sha256"),
                      StandardCharsets.UTF_8))
              : Files.newBufferedReader(Path.of(own)));
    } catch (IOException | ArrayIndexOutOfBoundsException e) {
      throw new RetriableException(
          FaultCode.DEVICE_UNAVAILABLE, "the digests of native code cannot be read: " + e, e);
    }
  }
}

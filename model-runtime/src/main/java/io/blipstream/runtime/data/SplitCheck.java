package io.blipstream.runtime.data;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * That no picture of a held-out set was learned on. Pictures are compared by the digest of their
 * bytes: the same picture often has another name in another set.
 */
public final class SplitCheck {
  private static final int NAMED = 20;

  private SplitCheck() {}

  /**
   * A picture on both sides.
   *
   * @param learned path of it in a held-in set
   * @param measured path of it in a held-out set
   */
  public record Leak(String heldIn, Path learned, String heldOut, Path measured) {}

  /** The first {@value #NAMED} leaks; empty where the split is clean. */
  public static List<Leak> leaks(List<DataSet> sets) {
    record Seen(String set, Path path) {}
    Map<Path, String> digests = new HashMap<>();
    Map<String, Seen> learned = new HashMap<>();
    for (DataSet set : sets) {
      if (!set.spec().heldOut()) {
        for (Path path : pictures(set)) {
          learned.putIfAbsent(
              digests.computeIfAbsent(path, SplitCheck::digest), new Seen(set.spec().name(), path));
        }
      }
    }
    List<Leak> leaks = new ArrayList<>();
    for (DataSet set : sets) {
      if (set.spec().heldOut()) {
        for (Path path : pictures(set)) {
          Seen seen = learned.get(digests.computeIfAbsent(path, SplitCheck::digest));
          if (seen != null && leaks.size() < NAMED) {
            leaks.add(new Leak(seen.set(), seen.path(), set.spec().name(), path));
          }
        }
      }
    }
    return leaks;
  }

  /**
   * @throws FatalException DATA_INVALID where a picture is on both sides
   */
  public static void requireClean(List<DataSet> sets) {
    List<Leak> leaks = leaks(sets);
    if (!leaks.isEmpty()) {
      Leak leak = leaks.get(0);
      throw new FatalException(
          FaultCode.DATA_INVALID,
          "at least %d pictures of held-out sets are in held-in ones; the first: %s of %s is %s of %s"
              .formatted(
                  leaks.size(), leak.measured(), leak.heldOut(), leak.learned(), leak.heldIn()));
    }
  }

  private static Set<Path> pictures(DataSet set) {
    Set<Path> paths = new LinkedHashSet<>();
    set.samples().forEach(sample -> paths.addAll(sample.frames()));
    return paths;
  }

  /** SHA-256 of a file's bytes, lower-case hexadecimal. */
  public static String digest(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 14];
      for (int n; (n = in.read(buffer)) >= 0; ) {
        sha.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot read picture " + file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

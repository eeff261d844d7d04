package io.blipstream.runtime.weights;

import com.fasterxml.jackson.databind.JsonNode;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of a checkpoint folder: which of them hold weights, and the digest over all of them.
 */
public final class CheckpointFiles {
  private static final String SINGLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private CheckpointFiles() {}

  /** The safetensors files, one or many. */
  static List<Path> shards(Path folder) {
    if (Files.isRegularFile(folder.resolve(SINGLE))) {
      return List.of(folder.resolve(SINGLE));
    }
    if (Files.isRegularFile(folder.resolve(INDEX))) {
      return indexed(folder, ConfigNode.read(folder.resolve(INDEX)));
    }
    if (legacy(folder)) {
      throw new FatalException(
          FaultCode.CHECKPOINT_UNSUPPORTED,
          folder
              + " holds weights only as .bin, .pt or .pth, pickles that run code when opened, and they are never"
              + " opened here: fetch the safetensors of the same checkpoint, or write them once with the library"
              + " that made the pickles; docs/inspect.md says how");
    }
    throw new FatalException(
        FaultCode.FILE_NOT_FOUND, "there is neither " + SINGLE + " nor " + INDEX + " in " + folder);
  }

  /**
   * SHA-256 over names and contents of all files, in the order of their names; lower-case
   * hexadecimal.
   */
  public static String digest(Path folder) {
    try (Stream<Path> walk = Files.walk(folder, 3)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        sha.update((name + '\0').getBytes(StandardCharsets.UTF_8));
        try (InputStream in = Files.newInputStream(file)) {
          for (int n; (n = in.read(buffer)) >= 0; ) {
            sha.update(buffer, 0, n);
          }
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot read " + folder + ": " + e, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static List<Path> indexed(Path folder, ConfigNode index) {
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode shard : index.json().path("weight_map")) {
      names.add(shard.asText());
    }
    if (names.isEmpty()) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID, index.where() + " names no file in its weight_map");
    }
    // All names before any file is looked for: what is hostile is said first.
    names.forEach(name -> requirePlain(folder, name));
    return names.stream().map(name -> shard(folder, name)).toList();
  }

  /** An index is input: a name with a path in it would reach outside the folder. */
  private static void requirePlain(Path folder, String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*\\.safetensors")) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID, "the index of " + folder + " names a file " + name);
    }
  }

  private static Path shard(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "there is no file " + file);
    }
    return file;
  }

  private static boolean legacy(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().matches(".*\\.(bin|pth|pt)$"));
    } catch (IOException e) {
      return false; // the caller then says which file is missing, which is the clearer fault
    }
  }
}

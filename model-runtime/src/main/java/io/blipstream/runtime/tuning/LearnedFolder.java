package io.blipstream.runtime.tuning;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.tuning.TensorFile.Content;
import io.blipstream.runtime.weights.CheckpointHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes what was learned as a Hugging Face folder: the start's files, its frozen tensors byte for
 * byte, the learned ones as fp32.
 */
final class LearnedFolder {
  private LearnedFolder() {}

  /**
   * @throws FatalException FILE_NOT_FOUND where the folder cannot be written
   */
  static void write(Path start, Path output, Learner student) {
    try {
      copyFiles(start, output);
      Map<String, Content> tensors = new LinkedHashMap<>();
      CheckpointHeaders.read(start)
          .tensors()
          .forEach((name, entry) -> tensors.put(name, new Content.Copy(entry)));
      student
          .learned()
          .forEach(
              each -> {
                Content content = TuningState.content(each.tensor());
                // What is in no checkpoint only helped to learn.
                each.names().forEach(name -> tensors.replace(name, content));
              });
      Path half = output.resolve("model.safetensors.part");
      Files.deleteIfExists(half);
      TensorFile.write(half, tensors);
      Files.move(half, output.resolve("model.safetensors"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot write into " + output, e);
    }
  }

  static boolean isWeights(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".safetensors") || name.endsWith(".safetensors.index.json");
  }

  /** All but the weights: configurations and tokenizers. */
  private static void copyFiles(Path start, Path output) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(start, 2)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      if (!isWeights(file)) {
        Path target = output.resolve(start.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}

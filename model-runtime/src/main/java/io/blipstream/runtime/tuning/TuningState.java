package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.data.SampleStream;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.tuning.TensorFile.Content;
import io.blipstream.runtime.weights.CheckpointHeaders;
import io.blipstream.runtime.weights.TensorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a run must keep to go on as if it had never stopped: learned tensors, the optimiser's
 * moments, how far the samples were drawn. A folder for each state, whole or not there: it is
 * renamed into its place when it is written.
 *
 * @param step steps that are done
 * @param stream how far samples were drawn
 * @param best lowest cost of the validation samples so far
 */
record TuningState(int step, SampleStream.State stream, double best) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "state-";

  /** Writes it, then removes earlier ones. */
  void save(Path folder, Learner student, AdamW optimiser) {
    try {
      Files.createDirectories(folder);
      Path half = folder.resolve("half");
      delete(half);
      Files.createDirectories(half);
      Map<String, Content> tensors = new LinkedHashMap<>();
      student.learned().forEach(each -> tensors.put(each.name(), content(each.tensor())));
      List<NDArray> moments = optimiser.state();
      for (int i = 0; i < moments.size(); i++) {
        tensors.put("moment." + i, content(moments.get(i)));
      }
      TensorFile.write(half.resolve("model.safetensors"), tensors);
      JSON.writeValue(half.resolve("state.json").toFile(), this);
      Path whole = folder.resolve(PREFIX + step);
      delete(whole);
      Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
      for (Path other : states(folder)) {
        if (!other.equals(whole)) {
          delete(other);
        }
      }
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot keep the state in " + folder, e);
    }
  }

  /** The latest, brought back into student and optimiser; empty where a run has not begun. */
  static Optional<TuningState> restore(Path folder, Learner student, AdamW optimiser) {
    try {
      List<Path> states = states(folder);
      if (states.isEmpty()) {
        return Optional.empty();
      }
      Path latest = states.get(states.size() - 1);
      TuningState state = JSON.readValue(latest.resolve("state.json").toFile(), TuningState.class);
      Map<String, TensorEntry> entries = CheckpointHeaders.read(latest).tensors();
      for (LearnedTensor learned : student.learned()) {
        set(learned.tensor(), entries, learned.name());
      }
      List<NDArray> moments = optimiser.state();
      for (int i = 0; i < moments.size(); i++) {
        set(moments.get(i), entries, "moment." + i);
      }
      return Optional.of(state);
    } catch (IOException e) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID, "the state in " + folder + " cannot be read", e);
    }
  }

  private static void set(NDArray tensor, Map<String, TensorEntry> entries, String name)
      throws IOException {
    TensorEntry entry = entries.get(name);
    if (entry == null || entry.elements() != tensor.size()) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID, "the state that was kept is of another model: " + name);
    }
    tensor.set(TensorFile.floats(entry));
  }

  static Content content(NDArray tensor) {
    return new Content.Floats(
        Arrays.stream(tensor.getShape().getShape()).boxed().toList(), tensor::toFloatArray);
  }

  /** In the order of their steps. */
  private static List<Path> states(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(
          all.filter(each -> each.getFileName().toString().matches(PREFIX + "\\d{1,9}"))
              .sorted(Comparator.comparingInt(TuningState::step))
              .toList());
    }
  }

  private static int step(Path state) {
    return Integer.parseInt(state.getFileName().toString().substring(PREFIX.length()));
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}

package io.blipstream.runtime.roofline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.DecodingSession;
import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.kernel.Devices;
import io.blipstream.runtime.kernel.NumberType;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.language.t5.T5Config;
import io.blipstream.runtime.model.PromptTokens;
import io.blipstream.runtime.model.VisionLanguageModel;
import io.blipstream.runtime.weights.LoadProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rate at which image encoder and language model's encoder compute, beside the machine's own
 * peak, measured turn by turn. Of one thread.
 */
public final class Roofline {
  private static final String PROMPT = "Question: what color is the background? Short answer:";
  private static final int PEAK_TRIES = 3;

  private final VisionLanguageModel model;
  private final T5Config text;
  private final int batch;
  private final PromptTokens prompt;
  private final DecodingTask task;

  private Roofline(VisionLanguageModel model, T5Config text, int batch) {
    this.model = model;
    this.text = text;
    this.batch = batch;
    this.prompt = model.tokenize(PROMPT);
    this.task = model.task(DecodingOptions.DEFAULT);
  }

  /**
   * What one turn found, in operations a second.
   *
   * @param peak of a plain matrix multiplication
   * @param vision of the image encoder
   * @param encoder of the language model's encoder
   * @param both of the two together, one after the other
   */
  public record Turn(double peak, double vision, double encoder, double both) {
    /** Share of the peak that both get, 0 to 1. */
    public double share() {
      return both / peak;
    }
  }

  /**
   * @param folder a checkpoint with a T5
   * @param devices of which the first is measured
   * @param threads that an operator may spread over
   * @param batch pictures, and prompts
   * @throws FatalException CHECKPOINT_UNSUPPORTED for another language model, and as {@link
   *     VisionLanguageModel#open}
   */
  public static List<Turn> measure(
      Path folder, DeviceChoice devices, Precision precision, int threads, int batch, int turns) {
    DeviceId device = Devices.first(devices);
    try (VisionLanguageModel model =
        VisionLanguageModel.open(folder, device, precision, LoadProgress.UNSEEN)) {
      if (!(model.config().text() instanceof T5Config text)) {
        throw new FatalException(
            FaultCode.CHECKPOINT_UNSUPPORTED, "the roofline is drawn for T5 alone");
      }
      PyTorch.spreadOver(threads);
      PyTorch.prepareThread();
      Roofline roofline = new Roofline(model, text, batch);
      try (NDManager manager = model.newBatch();
          MatrixPeak peak = new MatrixPeak(manager, NumberType.of(precision.on(device)))) {
        roofline.turn(peak);
        List<Turn> found = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
          found.add(roofline.turn(peak));
        }
        return found;
      }
    }
  }

  private Turn turn(MatrixPeak peak) {
    double operationsPerSecond = peak.measure(PEAK_TRIES);
    int side = model.config().vision().imageSize();
    List<float[]> pixels = Collections.nCopies(batch, new float[3 * side * side]);
    List<PromptTokens> prompts = Collections.nCopies(batch, prompt);
    List<List<Integer>> owners = Collections.nCopies(batch, List.of(0));
    try (NDManager out = model.newBatch()) {
      long start = System.nanoTime();
      NDArray images = model.look(out, pixels);
      PyTorch.await(out);
      double seeing = (System.nanoTime() - start) / 1e9;
      NDArray soft = model.softPrompts(out, images, owners, prompts);
      PyTorch.await(out);
      double reading;
      try (DecodingSession<Integer> session = model.newSession()) {
        List<long[]> words = prompts.stream().map(PromptTokens::words).toList();
        start = System.nanoTime();
        session.admit(soft, words, Collections.nCopies(batch, task), Collections.nCopies(batch, 0));
        PyTorch.await(out);
        reading = (System.nanoTime() - start) / 1e9;
      }
      double seen = batch * Operations.vision(model.config().vision());
      double read = batch * Operations.encoder(text, positions());
      return new Turn(
          operationsPerSecond, seen / seeing, read / reading, (seen + read) / (seeing + reading));
    }
  }

  private int positions() {
    return model.config().qformer().queries() + prompt.words().length;
  }
}

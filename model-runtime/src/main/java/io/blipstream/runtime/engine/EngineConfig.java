package io.blipstream.runtime.engine;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.image.ResizeMode;
import io.blipstream.runtime.image.process.PictureIsolation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How an engine is set up.
 *
 * @param model a Hugging Face checkpoint folder
 * @param compute what it computes on, and how
 * @param batches how large they may be, each worker's
 * @param intake what is held
 * @param featureBytes of pictures that were seen, kept for whoever asks about them again
 * @param feedWeights of feeds that count for more or less than 1 in their lane
 * @param limits of a picture
 * @param profile how pictures are prepared
 * @param isolation which of them are decoded in processes of their own
 * @param resize how pictures of other proportions are; empty as the checkpoint says
 */
public record EngineConfig(
    Path model,
    Compute compute,
    Batches batches,
    Held intake,
    long featureBytes,
    Map<String, Double> feedWeights,
    ImageLimits limits,
    ImageProfile profile,
    PictureIsolation isolation,
    Optional<ResizeMode> resize) {
  private static final long FEATURE_BYTES = 128L << 20;

  public EngineConfig {
    requireNonNull(model, "model");
    requireNonNull(compute, "compute");
    requireNonNull(batches, "batches");
    requireNonNull(intake, "intake");
    requireNonNull(limits, "limits");
    requireNonNull(profile, "profile");
    requireNonNull(isolation, "isolation");
    requireNonNull(resize, "resize");
    feedWeights = Map.copyOf(feedWeights);
    require(featureBytes >= 0, "bytes of kept pictures are " + featureBytes);
    feedWeights.forEach(
        (feed, weight) ->
            require(
                weight > 0 && weight <= 1e6,
                "the weight of feed " + feed + " is " + weight + ", must be 0 to 1000000"));
  }

  /**
   * What an engine computes on.
   *
   * @param devices each of which holds the whole network
   * @param precision of image encoder and language model
   * @param workers that compute on each device, each with batches of its own
   * @param threads of the processor that one operator may spread over; for the whole process
   */
  public record Compute(DeviceChoice devices, Precision precision, int workers, int threads) {
    public Compute {
      requireNonNull(devices, "devices");
      requireNonNull(precision, "precision");
      requireAtLeastOne("workers", workers);
      requireAtLeastOne("threads", threads);
    }

    /** The processor, in fp32. */
    public static Compute cpu(int workers, int threads) {
      return new Compute(DeviceChoice.CPU, Precision.AUTO, workers, threads);
    }
  }

  /**
   * Sizes of batches.
   *
   * @param images most pictures at once in the image encoder
   * @param rows most rows at once in the language model: one per prompt, beam or candidate
   * @param linger how long a picture waits for company while nothing else is to be done
   */
  public record Batches(int images, int rows, Duration linger) {
    public Batches {
      requireAtLeastOne("pictures of a batch", images);
      requireAtLeastOne("rows of a batch", rows);
      require(!linger.isNegative(), "linger is " + linger + ", must not be negative");
    }
  }

  /**
   * What an engine holds at most.
   *
   * @param decodeThreads that turn pictures into pixels
   * @param requests held at once, waiting and running
   * @param bytes of their encoded pictures; one request may go beyond it
   */
  public record Held(int decodeThreads, int requests, long bytes) {
    public Held {
      requireAtLeastOne("decode threads", decodeThreads);
      requireAtLeastOne("queue capacity", requests);
      require(bytes > 0, "queue bytes are " + bytes + ", must be more than 0");
    }
  }

  /** What fits a small machine: all its cores, and batches of a size that fills them. */
  public static EngineConfig of(Path model) {
    int cores = Runtime.getRuntime().availableProcessors();
    Layout layout = Layout.of(model, cores);
    return new EngineConfig(
        model,
        Compute.cpu(layout.workers(), layout.threads()),
        new Batches(16, 64, Duration.ofMillis(10)),
        new Held(cores, 1_024, 1L << 30),
        FEATURE_BYTES,
        Map.of(),
        ImageLimits.DEFAULT,
        ImageProfile.NATURAL,
        PictureIsolation.NONE,
        Optional.empty());
  }

  private static void requireAtLeastOne(String what, int value) {
    require(value >= 1, what + " is " + value + ", must be at least 1");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new FatalException(FaultCode.CONFIGURATION_INVALID, "engine: " + otherwise);
    }
  }
}

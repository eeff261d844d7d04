package io.blipstream.runtime.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.Sampling;
import io.blipstream.runtime.engine.EngineConfig.Batches;
import io.blipstream.runtime.engine.EngineConfig.Compute;
import io.blipstream.runtime.engine.EngineConfig.Held;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.image.process.PictureIsolation;
import io.blipstream.runtime.inspect.ProcessMemory;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.testing.GoldenAnswers;
import io.blipstream.runtime.testing.GoldenAnswers.Case;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * A process of its own that answers requests of every kind and prints, now and then, how many it
 * has answered and what it holds outside of Java's heap.
 */
final class GrowthProbe {
  private static final GoldenAnswers GOLDEN = GoldenAnswers.of("instructblip-t5");
  private static final List<Lane> LANES = List.of(Lane.values());
  private static final int WINDOW = 48;

  private GrowthProbe() {}

  /**
   * @param arguments requests to warm up, requests to be looked at, looks, bytes that are leaked at
   *     each request
   */
  public static void main(String[] arguments) {
    int warm = Integer.parseInt(arguments[0]);
    int measured = Integer.parseInt(arguments[1]);
    int every = measured / Integer.parseInt(arguments[2]);
    int leak = Integer.parseInt(arguments[3]);
    EngineConfig config =
        new EngineConfig(
            GOLDEN.checkpoint(),
            Compute.cpu(1, 1),
            new Batches(8, 32, Duration.ofMillis(2)),
            new Held(1, 1_024, 1L << 28),
            1 << 20,
            Map.of(),
            ImageLimits.DEFAULT,
            ImageProfile.NATURAL,
            PictureIsolation.NONE,
            Optional.empty());
    List<Case> cases = GOLDEN.cases();
    Queue<CompletableFuture<Reply>> asked = new ArrayDeque<>();
    try (BatchingEngine engine = BatchingEngine.open(config, Clock.systemUTC());
        NDManager manager = PyTorch.newManager()) {
      for (int i = 1; i <= warm + measured; i++) {
        asked.add(engine.submit(request(cases.get(i % cases.size()), i)));
        if (leak > 0) {
          var unused = manager.zeros(new Shape(leak / Float.BYTES)); // by its manager, to the end
        }
        if (asked.size() == WINDOW) {
          asked.remove().join();
        }
        if (i >= warm && (i - warm) % every == 0) {
          asked.forEach(CompletableFuture::join);
          asked.clear();
          System.out.println(i + " " + ProcessMemory.outsideHeap());
        }
      }
    }
  }

  /** Pictures that are new each time, some broken; some requests come too late. */
  private static ImageRequest request(Case golden, int number) {
    byte[] picture = golden.bytes();
    ByteBuffer bytes =
        ByteBuffer.allocate(picture.length + Integer.BYTES).put(picture).putInt(number).flip();
    if (number % 37 == 0) {
      bytes.limit(bytes.limit() / 2);
    }
    Optional<Instant> deadline =
        number % 41 == 0 ? Optional.of(Instant.now().minusSeconds(1)) : Optional.empty();
    return new ImageRequest(
        "feed" + number % 3,
        LANES.get(number % LANES.size()),
        deadline,
        List.of(bytes),
        List.of(new Prompt(golden.prompt(), options(number))));
  }

  private static DecodingOptions options(int number) {
    int longest = 1 + number % 5;
    return switch (number % 11) {
      case 0 -> new DecodingOptions(longest, 0, 3, 1, 1.2, Optional.empty(), List.of());
      case 1 -> DecodingOptions.ranking(List.of("yes", "no", "a dog and a cat"));
      case 2 ->
          new DecodingOptions(
              longest, 0, 1, 1, 1, Optional.of(new Sampling(0.9, 1, number)), List.of());
      default -> new DecodingOptions(longest);
    };
  }
}

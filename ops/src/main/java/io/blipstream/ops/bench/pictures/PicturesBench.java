package io.blipstream.ops.bench.pictures;

import io.blipstream.ops.bench.Findings;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.BatchingEngine;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.EngineConfig;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Prompt;
import io.blipstream.runtime.engine.network.SimulatedNetwork;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Mishaps;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Pace;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.process.PictureIsolation;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Spoilt pictures, and sound ones among them, through the engine; its device is simulated. */
public final class PicturesBench {
  private static final Prompt PROMPT = new Prompt("what is it?", DecodingOptions.DEFAULT);

  /** Requests at the engine at once. */
  private static final int WINDOW = 64;

  /** Without a single end for so long, what is open hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What the heap may hold more after the second half than after the first. */
  private static final long MOST_HEAP_MIB = 32;

  /** The same of the whole process, whose pages come and go; told by long runs alone. */
  private static final long MOST_RESIDENT_MIB = 128;

  private static final int LONG = 50_000;

  private final Verdicts verdicts;
  private final Random random;
  private final List<SoundPicture> sound;
  private final Map<SoundPicture, String> expected = new HashMap<>();
  private final Semaphore room = new Semaphore(WINDOW);
  private boolean hangs;

  private PicturesBench(int pictures, long seed) {
    this.verdicts = new Verdicts(pictures);
    this.random = new Random(seed);
    this.sound = SoundPictures.of(random);
  }

  /**
   * What a run found.
   *
   * @param hung pictures that were open when nothing ended any more
   * @param flat whether memory did not grow over the second half
   */
  public record Report(Verdicts verdicts, int hung, boolean flat, Findings findings) {
    /** Whether each picture had its one outcome, and nothing else happened. */
    public boolean kept() {
      return verdicts.crashed() == 0
          && hung == 0
          && verdicts.lost() == 0
          && verdicts.doubled() == 0
          && verdicts.wrong() == 0
          && flat;
    }
  }

  /**
   * @param pictures how many
   * @param threads that decode
   * @param isolation of which pictures
   */
  public static Report run(int pictures, long seed, int threads, PictureIsolation isolation)
      throws InterruptedException {
    PicturesBench bench = new PicturesBench(pictures, seed);
    long begin = System.nanoTime();
    try (SimulatedNetwork network = new SimulatedNetwork("simulated", Pace.INSTANT, Mishaps.NONE);
        Engine engine =
            BatchingEngine.open(config(threads, isolation), network, Clock.systemUTC())) {
      bench.look(network);
      bench.submit(engine, 0, pictures / 2);
      MemoryUse half = MemoryUse.now();
      bench.submit(engine, pictures / 2, pictures);
      MemoryUse growth = MemoryUse.settled(half.heap() + (MOST_HEAP_MIB << 20)).since(half);
      return bench.report(seed, growth, (System.nanoTime() - begin) / 1e9);
    }
  }

  private static EngineConfig config(int threads, PictureIsolation isolation) {
    EngineConfig usual = EngineConfig.of(Path.of("."));
    return new EngineConfig(
        usual.model(),
        usual.compute(),
        usual.batches(),
        new EngineConfig.Held(threads, usual.intake().requests(), usual.intake().bytes()),
        0, // a picture that comes again is to be decoded again
        usual.feedWeights(),
        usual.limits(),
        usual.profile(),
        isolation,
        usual.resize());
  }

  /** What is to be said of sound pictures. */
  private void look(SimulatedNetwork network) {
    ImageDecoder decoder =
        new ImageDecoder(ImageLimits.DEFAULT, EngineConfig.of(Path.of(".")).profile());
    for (SoundPicture picture : sound) {
      float[] pixels = network.pictures().pixels(decoder.decode(ByteBuffer.wrap(picture.bytes())));
      String mark = SimulatedNetwork.mark(pixels);
      expected.put(picture, SimulatedNetwork.answer(List.of(mark), PROMPT.text()));
    }
  }

  private void submit(Engine engine, int from, int to) throws InterruptedException {
    for (int i = from; i < to && enter(1); i++) {
      SoundPicture picture = sound.get(random.nextInt(sound.size()));
      Spoiling spoiling = Spoiling.any(random);
      byte[] bytes = spoiling.of(picture, sound, random);
      String answer = spoiling == Spoiling.NONE ? expected.get(picture) : null;
      int number = i;
      var unused =
          engine
              .submit(
                  new ImageRequest(
                      "bench",
                      Lane.STANDARD,
                      Optional.empty(),
                      List.of(ByteBuffer.wrap(bytes)),
                      List.of(PROMPT)))
              .whenComplete(
                  (reply, error) -> {
                    verdicts.take(number, answer, reply, error);
                    room.release();
                  });
    }
    if (enter(WINDOW)) {
      room.release(WINDOW);
    }
  }

  /** Whether so many have ended, or nothing ends any more. */
  private boolean enter(int count) throws InterruptedException {
    hangs = hangs || !room.tryAcquire(count, PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return !hangs;
  }

  private Report report(long seed, MemoryUse growth, double seconds) {
    int hung = hangs ? WINDOW - room.availablePermits() : 0;
    boolean flat =
        growth.heap() <= MOST_HEAP_MIB
            && (verdicts.tried() < LONG || growth.resident() <= MOST_RESIDENT_MIB);
    Findings findings =
        new Findings("pictures")
            .with("seed", seed)
            .with("tried", verdicts.tried())
            .with("decoded", verdicts.decoded())
            .with("refused", verdicts.refused())
            .with("crashed", verdicts.crashed())
            .with("crashes", verdicts.crashes())
            .with("hung", hung)
            .with("lost", verdicts.lost())
            .with("doubled", verdicts.doubled())
            .with("wrong", verdicts.wrong())
            .with("heap_growth_mib", growth.heap())
            .with("resident_growth_mib", growth.resident())
            .with("seconds", seconds);
    return new Report(verdicts, hung, flat, findings);
  }
}

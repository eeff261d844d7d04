package io.blipstream.runtime.engine;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.network.Features;
import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.engine.network.Session;
import io.blipstream.runtime.engine.network.Sight;
import io.blipstream.runtime.engine.network.SoftPrompt;
import io.blipstream.runtime.image.PreprocessorConfig;
import io.blipstream.runtime.model.PromptTokens;
import java.util.List;

/**
 * A request known to be good: a black picture and a letter. It warms a network up, and it tells a
 * broken device from a poisonous request: nobody is blamed while the canary fails too.
 */
final class Canary {
  private static final int TRIES = 3;
  private static final DecodingOptions SHORT = new DecodingOptions(2);

  private Canary() {}

  /** One pass through all stages; throws what the network throws. */
  static void sing(Network network) {
    PreprocessorConfig shape = network.pictures().config();
    PromptTokens prompt = network.tokenize("a");
    List<Features> seen = network.look(List.of(new float[3 * shape.width() * shape.height()]));
    List<SoftPrompt> soft = List.of();
    try (Session<Canary> session = network.session()) {
      soft = network.soften(List.of(new Sight(seen, prompt)));
      session.admit(
          List.of(new Session.Entry<>(new Canary(), soft.get(0), prompt, network.task(SHORT))));
      while (!session.idle()) {
        session.step();
      }
    } finally {
      soft.forEach(SoftPrompt::close);
      seen.forEach(Features::close);
    }
  }

  /** Whether the device still works, given a few chances. */
  static boolean lives(Network network) {
    for (int i = 0; i < TRIES; i++) {
      try {
        sing(network);
        return true;
      } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
        if (i == TRIES - 1) {
          return false;
        }
      }
    }
    return false;
  }
}

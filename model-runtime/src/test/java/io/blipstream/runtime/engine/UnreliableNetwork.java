package io.blipstream.runtime.engine;

import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.engine.network.Features;
import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.engine.network.Session;
import io.blipstream.runtime.engine.network.Sight;
import io.blipstream.runtime.engine.network.SimulatedNetwork.Stage;
import io.blipstream.runtime.engine.network.SoftPrompt;
import io.blipstream.runtime.image.ImagePreprocessor;
import io.blipstream.runtime.model.PromptTokens;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;

/**
 * Another network, real weights and all, on a device that something happens to.
 *
 * @param mishap told of each stage and the number of its items before it computes; throws, or takes
 *     its time
 */
record UnreliableNetwork(Network sound, ObjIntConsumer<Stage> mishap) implements Network {
  @Override
  public String name() {
    return sound.name();
  }

  @Override
  public String digest() {
    return sound.digest();
  }

  @Override
  public String family() {
    return sound.family();
  }

  @Override
  public int queries() {
    return sound.queries();
  }

  @Override
  public ImagePreprocessor pictures() {
    return sound.pictures();
  }

  @Override
  public PromptTokens tokenize(String prompt) {
    return sound.tokenize(prompt);
  }

  @Override
  public DecodingTask task(DecodingOptions options) {
    return sound.task(options);
  }

  @Override
  public String text(Decoded answer) {
    return sound.text(answer);
  }

  @Override
  public void prepareThread() {
    sound.prepareThread();
  }

  @Override
  public List<Features> look(List<float[]> pixels) {
    mishap.accept(Stage.VISION, pixels.size());
    return sound.look(pixels);
  }

  @Override
  public List<SoftPrompt> soften(List<Sight> sights) {
    mishap.accept(Stage.QFORMER, sights.size());
    return sound.soften(sights);
  }

  @Override
  public <T> Session<T> session() {
    return new UnreliableSession<>(sound.session(), mishap);
  }

  @Override
  public void close() {
    sound.close();
  }

  private record UnreliableSession<T>(Session<T> sound, ObjIntConsumer<Stage> mishap)
      implements Session<T> {
    @Override
    public void admit(List<Entry<T>> entries) {
      mishap.accept(Stage.READING, entries.size());
      sound.admit(entries);
    }

    @Override
    public List<Ended<T>> step() {
      mishap.accept(Stage.STEP, sound.rows());
      return sound.step();
    }

    @Override
    public void abandon(Predicate<? super T> unwanted) {
      sound.abandon(unwanted);
    }

    @Override
    public int rows() {
      return sound.rows();
    }

    @Override
    public boolean idle() {
      return sound.idle();
    }

    @Override
    public void close() {
      sound.close();
    }
  }
}

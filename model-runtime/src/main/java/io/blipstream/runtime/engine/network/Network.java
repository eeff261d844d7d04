package io.blipstream.runtime.engine.network;

import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.image.ImagePreprocessor;
import io.blipstream.runtime.model.PromptTokens;
import java.util.List;

/**
 * A vision-language model on one device, as the engine sees it: what prepares a request, which any
 * thread may call, and the three stages that compute, each of which may run beside the others on a
 * thread that has called {@link #prepareThread}. Immutable but for what it hands out.
 *
 * <p>A stage that fails throws; it has then left nothing behind and may be asked again.
 */
public interface Network extends AutoCloseable {
  /** Name of the checkpoint. */
  String name();

  /** SHA-256 over its files, lower-case hexadecimal. */
  String digest();

  /** For example {@code instructblip-t5}. */
  String family();

  /** Positions that one picture takes before the words, in the Q-Former and the language model. */
  int queries();

  /** Picture to pixels. */
  ImagePreprocessor pictures();

  /**
   * Words to ids.
   *
   * @throws io.blipstream.runtime.fault.FatalException PROMPT_TOO_LONG
   */
  PromptTokens tokenize(String prompt);

  /**
   * Options with the ids of their candidates.
   *
   * @throws io.blipstream.runtime.fault.FatalException PROMPT_TOO_LONG or EVENT_INVALID
   */
  DecodingTask task(DecodingOptions options);

  /** Ids to words. */
  String text(Decoded answer);

  /** Once in every thread that computes. */
  void prepareThread();

  /**
   * The image encoder.
   *
   * @param pixels of each picture, as {@link #pictures} makes them
   * @return one per picture, each the caller's to close
   */
  List<Features> look(List<float[]> pixels);

  /**
   * The Q-Former and the projection.
   *
   * @param sights of equally many frames
   * @return one per sight, each the caller's to close
   */
  List<SoftPrompt> soften(List<Sight> sights);

  /** The language model, nothing read yet. The caller closes it before the network. */
  <T> Session<T> session();

  /** Only when nobody uses it any more, nor what it handed out. */
  @Override
  void close();
}

package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.PreparedRequest.Frame;
import io.blipstream.runtime.engine.PreparedRequest.PreparedPrompt;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImagePreprocessor;
import io.blipstream.runtime.image.PreprocessorConfig;
import io.blipstream.runtime.model.VisionLanguageModel;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What is done to a request before the device is needed: picture to pixels, words to ids. Any
 * thread may call it.
 */
final class Preparation {
  private final ImageDecoder decoder;
  private final ImagePreprocessor preprocessor;
  private final VisionLanguageModel model;

  private Preparation(
      ImageDecoder decoder, ImagePreprocessor preprocessor, VisionLanguageModel model) {
    this.decoder = decoder;
    this.preprocessor = preprocessor;
    this.model = model;
  }

  /**
   * @throws FatalException CHECKPOINT_INVALID where the pictures made are not the pictures that the
   *     network reads
   */
  static Preparation of(
      ImageDecoder decoder, ImagePreprocessor preprocessor, VisionLanguageModel model) {
    PreprocessorConfig made = preprocessor.config();
    int side = model.config().vision().imageSize();
    if (!made.resize() || made.width() != side || made.height() != side) {
      throw new FatalException(
          FaultCode.CHECKPOINT_INVALID,
          "preprocessor_config.json makes pictures of %d × %d%s, config.json wants %d × %d"
              .formatted(made.width(), made.height(), made.resize() ? "" : " at most", side, side));
    }
    return new Preparation(decoder, preprocessor, model);
  }

  /**
   * @throws FatalException where the picture cannot be used; a bad prompt is its own outcome and
   *     throws nothing
   */
  PreparedRequest prepare(PendingRequest pending) {
    long begin = System.nanoTime();
    ImageRequest request = pending.request();
    List<Frame> frames = request.frames().stream().map(this::frame).toList();
    List<PreparedPrompt> prompts = request.prompts().stream().map(this::tokens).toList();
    return new PreparedRequest(pending, frames, prompts, System.nanoTime() - begin);
  }

  private Frame frame(ByteBuffer encoded) {
    ByteBuffer bytes = encoded.asReadOnlyBuffer();
    DecodedImage image = decoder.decode(bytes.duplicate());
    ImageFacts facts =
        new ImageFacts(
            sha256(bytes.duplicate()),
            image.format(),
            image.width(),
            image.height(),
            bytes.remaining());
    return new Frame(facts, preprocessor.pixels(image));
  }

  private PreparedPrompt tokens(Prompt prompt) {
    try {
      return new PreparedPrompt.Tokens(model.tokenize(prompt.text()), model.task(prompt.options()));
    } catch (FatalException e) {
      return new PreparedPrompt.Refused(e.fault());
    }
  }

  private static String sha256(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

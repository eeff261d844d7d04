package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.PreparedRequest.Frame;
import io.blipstream.runtime.engine.PreparedRequest.PreparedPrompt;
import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.ImageDecoder;
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
  private final Network network;

  Preparation(ImageDecoder decoder, Network network) {
    this.decoder = decoder;
    this.network = network;
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
    return new Frame(facts, network.pictures().pixels(image));
  }

  private PreparedPrompt tokens(Prompt prompt) {
    try {
      return new PreparedPrompt.Tokens(
          network.tokenize(prompt.text()), network.task(prompt.options()));
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

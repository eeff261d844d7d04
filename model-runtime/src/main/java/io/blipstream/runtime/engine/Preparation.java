package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.PreparedRequest.Asked;
import io.blipstream.runtime.engine.PreparedRequest.Frame;
import io.blipstream.runtime.engine.features.FeatureCache;
import io.blipstream.runtime.engine.features.Lease;
import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.image.DecodedImage;
import io.blipstream.runtime.image.PictureDecoder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What is done to a request before the device is needed: picture to pixels, words to ids. A picture
 * that the network has seen is not even decoded. Any thread.
 */
final class Preparation {
  private final PictureDecoder decoder;
  private final Network network;
  private final ModelIdentity model;
  private final FeatureCache<SeenImage> cache;

  Preparation(
      PictureDecoder decoder, Network network, ModelIdentity model, FeatureCache<SeenImage> cache) {
    this.decoder = decoder;
    this.network = network;
    this.model = model;
    this.cache = cache;
  }

  /**
   * @return empty where none of the prompts can be asked: the request has ended then
   * @throws FatalException where the picture cannot be used; a bad prompt is its own outcome
   */
  Optional<PreparedRequest> prepare(PendingRequest pending) {
    long begin = System.nanoTime();
    List<Frame> frames = new ArrayList<>();
    try {
      pending.request().frames().forEach(frame -> frames.add(frame(frame)));
      pending.seen(model, frames.stream().map(Frame::image).toList());
      List<Asked> prompts = prompts(pending);
      if (!prompts.isEmpty()) {
        long took = System.nanoTime() - begin;
        return Optional.of(new PreparedRequest(pending, frames, prompts, took));
      }
    } catch (Throwable e) {
      close(frames);
      throw e;
    }
    close(frames);
    return Optional.empty();
  }

  private static void close(List<Frame> frames) {
    frames.forEach(frame -> frame.seen().ifPresent(Lease::close));
  }

  private Frame frame(ByteBuffer encoded) {
    ByteBuffer bytes = encoded.asReadOnlyBuffer();
    String digest = sha256(bytes.duplicate());
    Optional<Lease<SeenImage>> seen = cache.peek(digest);
    if (seen.isPresent()) {
      return new Frame(seen.get().value().image(), null, seen);
    }
    DecodedImage image = decoder.decode(bytes.duplicate());
    ImageFacts facts =
        new ImageFacts(digest, image.format(), image.width(), image.height(), bytes.remaining());
    return new Frame(facts, network.pictures().pixels(image), Optional.empty());
  }

  private List<Asked> prompts(PendingRequest pending) {
    List<Asked> asked = new ArrayList<>();
    List<Prompt> prompts = pending.request().prompts();
    for (int i = 0; i < prompts.size(); i++) {
      try {
        Prompt prompt = prompts.get(i);
        asked.add(new Asked(i, network.tokenize(prompt.text()), network.task(prompt.options())));
      } catch (FatalException e) {
        pending.settle(i, new Outcome.Failed(e.fault()));
      }
    }
    return asked;
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

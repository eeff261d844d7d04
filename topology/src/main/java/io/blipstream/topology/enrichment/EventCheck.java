package io.blipstream.topology.enrichment;

import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a readable event keeps the contract, as a whole; its instructions are judged one by one.
 */
final class EventCheck {
  static final int LONGEST_ID = 256;
  static final int LONGEST_SUBJECT = 512;
  static final int MOST_INSTRUCTIONS = 64;

  /** Presigned addresses carry a signature and a session's token. */
  static final int LONGEST_URI = 8_192;

  /** Characters of all attributes together: every result repeats them. */
  static final int LONGEST_ATTRIBUTES = 8_192;

  private EventCheck() {}

  /** The first fault; empty for an event that can be tried. */
  static Optional<Fault> fault(ImageEvent event) {
    return identity(event)
        .or(() -> instructions(event.getInstructions()))
        .or(() -> attributes(event.getAttributes()))
        .or(() -> images(event.getImages()));
  }

  private static Optional<Fault> identity(ImageEvent event) {
    if (!bounded(event.getEventId(), LONGEST_ID)) {
      return invalid("event_id must have 1 to " + LONGEST_ID + " characters");
    }
    if (!bounded(event.getSubject(), LONGEST_SUBJECT)) {
      return invalid("subject must have 1 to " + LONGEST_SUBJECT + " characters");
    }
    if (!bounded(event.getFeed(), LONGEST_ID)) {
      return invalid("feed must have 1 to " + LONGEST_ID + " characters");
    }
    return Optional.empty();
  }

  private static Optional<Fault> instructions(List<Instruction> instructions) {
    if (instructions.isEmpty() || instructions.size() > MOST_INSTRUCTIONS) {
      return invalid("an event must have 1 to " + MOST_INSTRUCTIONS + " instructions");
    }
    Set<String> ids = new HashSet<>();
    for (Instruction instruction : instructions) {
      String id = instruction.getId();
      if (!bounded(id, LONGEST_ID) || id.indexOf('/') >= 0) {
        return invalid(
            "an instruction's id must have 1 to " + LONGEST_ID + " characters and no slash");
      }
      if (!ids.add(id)) {
        return invalid("two instructions have the same id");
      }
    }
    return Optional.empty();
  }

  private static Optional<Fault> attributes(Map<String, String> attributes) {
    long length = 0;
    for (Map.Entry<String, String> each : attributes.entrySet()) {
      length += each.getKey().length() + (long) each.getValue().length();
    }
    return length > LONGEST_ATTRIBUTES
        ? invalid("the attributes exceed " + LONGEST_ATTRIBUTES + " characters")
        : Optional.empty();
  }

  private static Optional<Fault> images(List<Image> images) {
    if (images.isEmpty()) {
      return invalid("the event has no picture");
    }
    if (images.size() > ImageRequest.MOST_FRAMES) {
      return invalid("a clip must have at most " + ImageRequest.MOST_FRAMES + " frames");
    }
    return images.stream().map(EventCheck::image).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Fault> image(Image image) {
    if (image.getBytes().isPresent() == image.getUri().isPresent()) {
      return invalid("a picture needs either bytes or a uri");
    }
    if (image.getUri().filter(uri -> !bounded(uri, LONGEST_URI)).isPresent()) {
      return invalid("a uri must have 1 to " + LONGEST_URI + " characters");
    }
    return image.getUri().isPresent() ? Optional.empty() : digest(image);
  }

  private static Optional<Fault> digest(Image image) {
    return image
        .getSha256()
        .filter(given -> !given.equals(sha256(image.getBytes().orElseThrow())))
        .map(
            given ->
                new Fault(
                    FaultCode.IMAGE_DIGEST_MISMATCH,
                    "the picture's bytes do not have the sha256 that the event gives"));
  }

  private static String sha256(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static boolean bounded(String text, int longest) {
    return !text.isEmpty() && text.length() <= longest;
  }

  private static Optional<Fault> invalid(String message) {
    return Optional.of(new Fault(FaultCode.EVENT_INVALID, message));
  }
}

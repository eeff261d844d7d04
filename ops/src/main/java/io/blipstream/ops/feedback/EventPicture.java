package io.blipstream.ops.feedback;

import java.nio.ByteBuffer;

/** What became of the search for a correction's picture. */
sealed interface EventPicture {
  /** Here it is, encoded. */
  record Bytes(ByteBuffer buffer) implements EventPicture {}

  /** It lies elsewhere, and was not fetched. */
  record Address(String uri) implements EventPicture {}

  /**
   * It cannot be learned from.
   *
   * @param why in a few words, the same for all of a kind: they are counted
   */
  record None(String why) implements EventPicture {}
}

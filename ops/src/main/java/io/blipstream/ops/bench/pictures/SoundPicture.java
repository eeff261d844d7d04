package io.blipstream.ops.bench.pictures;

import static java.util.Objects.requireNonNull;

/**
 * A picture that nothing is wrong with.
 *
 * @param kind in a word or two
 * @param bytes as a file has them; not copied, and left as they are
 */
// An array: pictures are spoilt byte by byte, and nobody compares them.
@SuppressWarnings("ArrayRecordComponent")
record SoundPicture(String kind, Form form, byte[] bytes) {
  SoundPicture {
    requireNonNull(kind, "kind");
    requireNonNull(form, "form");
    requireNonNull(bytes, "bytes");
  }
}

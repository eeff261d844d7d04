package io.blipstream.runtime.image;

/** How a picture is read where its file says more than colours; all other pictures are the same. */
public enum ImageProfile {
  /**
   * As the reference's processor reads it: transparency is dropped, which shows whatever colour
   * lies under it, and EXIF orientation is ignored.
   */
  REFERENCE,
  /** As a viewer shows it: turned upright by its EXIF orientation, transparency on white. */
  NATURAL
}

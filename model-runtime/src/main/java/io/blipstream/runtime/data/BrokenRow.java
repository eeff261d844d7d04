package io.blipstream.runtime.data;

/** A row that is not what its form says: counted and skipped, never thrown out of this package. */
final class BrokenRow extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokenRow(String message) {
    super(message, null, false, false);
  }
}

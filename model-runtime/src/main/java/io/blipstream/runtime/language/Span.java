package io.blipstream.runtime.language;

/**
 * Columns of a store.
 *
 * @param first of them
 * @param end one behind the last
 */
record Span(int first, int end) {
  int length() {
    return end - first;
  }
}

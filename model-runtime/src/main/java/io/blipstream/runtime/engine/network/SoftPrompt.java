package io.blipstream.runtime.engine.network;

/** What the language model is given of the pictures. Any thread may read it, until it is closed. */
public interface SoftPrompt extends AutoCloseable {
  @Override
  void close();
}

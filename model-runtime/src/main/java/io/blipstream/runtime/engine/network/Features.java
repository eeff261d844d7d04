package io.blipstream.runtime.engine.network;

/** What the image encoder made of one picture. Any thread may read it, until it is closed. */
public interface Features extends AutoCloseable {
  /** Memory it takes. */
  long bytes();

  @Override
  void close();
}

package io.blipstream.topology.fetch;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;

/** Bytes of fetched pictures that are kept until their answers are there. Any thread. */
final class HeldBytes {
  private final long most;

  /** Guarded by this. */
  private long held;

  HeldBytes(long most) {
    this.most = most;
  }

  /**
   * Takes room for more.
   *
   * @param before what the same request holds already
   * @throws FatalException where the request alone is too much
   * @throws RetriableException where others hold too much now; nothing was taken
   */
  synchronized void hold(long before, long more) {
    if (before + more > most) {
      throw new FatalException(
          FaultCode.IMAGE_TOO_LARGE, "the event's pictures together exceed " + most + " bytes");
    }
    if (held + more > most) {
      throw new RetriableException(
          FaultCode.ENGINE_OVERLOADED, "fetched pictures already hold " + held + " bytes");
    }
    held += more;
  }

  synchronized void release(long bytes) {
    held -= bytes;
  }

  synchronized long held() {
    return held;
  }
}

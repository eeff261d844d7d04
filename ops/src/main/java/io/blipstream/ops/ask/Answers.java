package io.blipstream.ops.ask;

import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.fault.Fault;

/** Where answers go, in the order of the requests. */
public interface Answers {
  void answered(Ask ask, Outcome.Answer answer);

  void failed(Ask ask, Fault fault);

  /** A line of the request file that is no request. */
  void refused(long line, Fault fault);

  /** Whether the reader has gone away, as {@code head} does: then nothing more need be asked. */
  boolean unread();
}

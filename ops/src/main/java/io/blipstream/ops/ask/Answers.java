package io.blipstream.ops.ask;

import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.fault.Fault;

/** Where answers go, in the order of the requests. */
public interface Answers {
  void answered(Ask ask, Outcome.Answer answer);

  void failed(Ask ask, Fault fault);
}

package io.blipstream.ops.doctor;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FaultCode;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * One thing to look at.
 *
 * @param onSilence the fault where it does not end in time
 * @param look what is found; several things where several are wrong
 */
record Examination(String name, FaultCode onSilence, Callable<List<Diagnosis>> look) {
  Examination {
    requireNonNull(name, "name");
    requireNonNull(onSilence, "onSilence");
    requireNonNull(look, "look");
  }
}

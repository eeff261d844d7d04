package io.blipstream.ops.doctor;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at things for a bounded time each. A look that does not come back is left on its own daemon
 * thread: native code and host names cannot be interrupted, and the process ends soon.
 */
record Bounded(Duration patience) {
  Bounded {
    requireNonNull(patience, "patience");
  }

  List<Diagnosis> look(Examination examination) throws InterruptedException {
    FutureTask<List<Diagnosis>> task = new FutureTask<>(examination.look());
    Thread thread = new Thread(task, "doctor-" + examination.name());
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      return List.of(
          Diagnosis.fail(
              examination.onSilence(),
              "did not end within " + patience.toSeconds() + " s",
              "--patience SECONDS waits longer"));
    } catch (ExecutionException e) {
      return List.of(failed(e.getCause()));
    }
  }

  private static Diagnosis failed(Throwable cause) {
    if (cause instanceof BlipstreamException fault) {
      return Diagnosis.fail(fault.code(), fault.getMessage(), "docs/faults.md: " + fault.code());
    }
    return Diagnosis.fail(
        FaultCode.INTERNAL, cause.toString(), "a defect of this command: please tell us");
  }
}

package io.blipstream.ops.console.review;

import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest results whose confidence is low, so many at most. Any thread. */
final class Unsure {
  static final int MOST = 200;

  private final double below;

  /** By name, the oldest first. Guarded by this. */
  private final Map<String, Result> kept = new LinkedHashMap<>();

  Unsure(double below) {
    this.below = below;
  }

  double below() {
    return below;
  }

  /** Waits for nobody. */
  synchronized void take(Result result) {
    boolean unsure =
        result.getStatus() == Status.OK
            && result.getConfidence().filter(confidence -> confidence < below).isPresent();
    String name = name(result);
    kept.remove(name);
    if (unsure) {
      kept.put(name, result);
      if (kept.size() > MOST) {
        Iterator<String> oldest = kept.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
  }

  synchronized Optional<Result> get(String name) {
    return Optional.ofNullable(kept.get(name));
  }

  /** Somebody has looked. */
  synchronized void settle(String name) {
    kept.remove(name);
  }

  synchronized List<Result> all() {
    return new ArrayList<>(kept.values());
  }

  static String name(Result result) {
    return "result:" + result.getEventId() + "/" + result.getInstructionId();
  }
}

package io.blipstream.ops.demo;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.console.wall.Truths;
import io.blipstream.ops.scenes.Scene;
import io.blipstream.schemas.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is in the newest pictures, for whoever looks at them later. Any thread. */
final class TruthBook implements Truths {
  /** More than the console keeps and the pipeline has under way. */
  private static final int MOST = 2_000;

  private final Judge judge;

  /** Without the pictures' bytes. Guarded by this. */
  private final Map<String, Page> pages =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Page> eldest) {
          return size() > MOST;
        }
      };

  TruthBook(Judge judge) {
    this.judge = requireNonNull(judge, "judge");
  }

  synchronized void add(Picture picture) {
    pages.put(picture.eventId(), new Page(picture.scene(), picture.asked()));
  }

  @Override
  public synchronized Optional<Judged> of(Result result) {
    return Optional.ofNullable(pages.get(result.getEventId()))
        .flatMap(page -> page.judged(judge, result));
  }

  private record Page(Scene scene, List<Asked> asked) {
    Optional<Judged> judged(Judge judge, Result result) {
      return asked.stream()
          .filter(each -> each.instructionId().equals(result.getInstructionId()))
          .findFirst()
          .map(each -> judge.judged(scene, each, result))
          .map(said -> new Judged(said.right(), said.truth()));
    }
  }
}

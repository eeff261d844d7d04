package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.data.SampleStream.Drawn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers are learned: instruction tuning, and the second stage of BLIP-2. Pictures and clips are
 * computed apart, since a batch of soft prompts is of one length.
 */
record Generation(Student learner, Teacher teacher) implements Course {
  @Override
  public List<Exercise> exercises(List<Drawn> samples, long dice) {
    Map<Integer, List<Drawn>> byFrames = new TreeMap<>();
    for (Drawn drawn : samples) {
      byFrames
          .computeIfAbsent(drawn.sample().frames().size(), frames -> new ArrayList<>())
          .add(drawn);
    }
    return byFrames.values().stream()
        .map(each -> (Exercise) new Answers(learner, teacher.lesson(each)))
        .toList();
  }

  private record Answers(Student student, Lesson lesson) implements Exercise {
    @Override
    public double weight() {
      return lesson.tokens();
    }

    @Override
    public Learner.Slopes learn(NDManager out) {
      return student.learn(out, lesson);
    }

    @Override
    public double cost() {
      return student.cost(lesson);
    }
  }

  @Override
  public void close() {
    teacher.close();
    learner.close();
  }
}

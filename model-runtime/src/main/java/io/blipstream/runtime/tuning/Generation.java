package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.data.SampleStream.Drawn;
import java.util.List;

/** Answers are learned: instruction tuning, and the second stage of BLIP-2. */
record Generation(Student learner, Teacher teacher, int workers) implements Course {
  @Override
  public List<Exercise> exercises(List<Drawn> samples, long dice) {
    return teacher.lessons(samples, workers).stream()
        .map(each -> (Exercise) new Answers(learner, each))
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

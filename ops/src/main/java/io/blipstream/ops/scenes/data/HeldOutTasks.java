package io.blipstream.ops.scenes.data;

import io.blipstream.ops.scenes.Background;
import io.blipstream.ops.scenes.Layout;
import io.blipstream.ops.scenes.PlacedObject;
import io.blipstream.ops.scenes.QuestionAnswer;
import io.blipstream.ops.scenes.Scene;
import io.blipstream.ops.scenes.SceneObject;
import io.blipstream.ops.scenes.SceneObjects;
import io.blipstream.ops.scenes.SceneText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Questions of sorts that are never learned; each has one right answer among a few. */
final class HeldOutTasks {
  private static final double[] PLACES = {.17, .5, .83};

  private final SceneObjects objects;

  HeldOutTasks(SceneObjects objects) {
    this.objects = objects;
  }

  /**
   * @param right place of the right one of the choices
   */
  record Asked(Scene scene, String question, List<String> choices, int right) {
    SceneRow row(String image) {
      return SceneRow.choice(image, question, choices, right);
    }
  }

  /** Two things, one half as large again as the other or more. */
  Asked larger(Random random) {
    List<SceneObject> two = shuffled(objects.all(), random).subList(0, 2);
    int right = random.nextInt(2);
    List<PlacedObject> placed = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      double size = (i == right ? .42 : .22) + .06 * random.nextDouble();
      placed.add(new PlacedObject(two.get(i), i == 0 ? .27 : .73, .5, size));
    }
    List<String> names = two.stream().map(SceneObject::name).toList();
    return new Asked(
        new Scene(ground(random), Layout.ROW_OF_TWO, placed),
        "which is larger, the %s or the %s?".formatted(names.get(0), names.get(1)),
        names,
        right);
  }

  /** Two things of a kind, and one of another. */
  Asked odd(Random random) {
    List<String> kinds =
        shuffled(objects.kinds(), random).stream().filter(kind -> of(kind).size() > 1).toList();
    List<SceneObject> three = new ArrayList<>(shuffled(of(kinds.get(0)), random).subList(0, 2));
    SceneObject odd = shuffled(of(kinds.get(1)), random).get(0);
    three.add(odd);
    Collections.shuffle(three, random);
    List<PlacedObject> placed = new ArrayList<>();
    for (SceneObject each : three) {
      placed.add(
          new PlacedObject(each, PLACES[placed.size()], .5, .27 + .06 * random.nextDouble()));
    }
    return new Asked(
        new Scene(ground(random), Layout.ROW_OF_THREE, placed),
        "which is the odd one out?",
        three.stream().map(SceneObject::name).toList(),
        three.indexOf(odd));
  }

  /** An open question about a thing, with four answers to choose from. */
  Asked choice(Scene scene, SceneText text, Random random) {
    List<String> names = objects.all().stream().map(SceneObject::name).toList();
    QuestionAnswer asked =
        shuffled(text.asked(scene, random), random).stream()
            .filter(each -> names.contains(each.answer()))
            .findFirst()
            .orElse(new QuestionAnswer("what is in the picture?", scene.names().get(0)));
    List<String> choices = new ArrayList<>();
    choices.add(asked.answer());
    shuffled(names, random).stream()
        .filter(name -> !scene.names().contains(name))
        .limit(3)
        .forEach(choices::add);
    Collections.shuffle(choices, random);
    return new Asked(scene, asked.question(), choices, choices.indexOf(asked.answer()));
  }

  private List<SceneObject> of(String kind) {
    return objects.all().stream().filter(object -> object.kind().equals(kind)).toList();
  }

  private static Background ground(Random random) {
    return shuffled(List.of(Background.values()), random).get(0);
  }

  private static <T> List<T> shuffled(List<T> all, Random random) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}

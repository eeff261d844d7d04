package io.blipstream.ops.scenes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** The questions of the world: all of a scene, or the handful that is asked of it. */
final class SceneQuestions {
  /** What a moderator would want to see. */
  private static final Set<String> REVIEWED = Set.of("weapon", "alcohol", "tobacco");

  /** Kinds of which "what ... is in the picture?" is not asked: the words would mislead. */
  private static final Set<String> UNNAMED = Set.of("object", "tobacco");

  private final SceneObjects objects;

  SceneQuestions(SceneObjects objects) {
    this.objects = objects;
  }

  Set<QuestionAnswer> all(Scene scene) {
    Set<QuestionAnswer> all = new LinkedHashSet<>(plain(scene));
    scene.distinct().forEach(object -> all.add(howMany(scene, object)));
    objects.all().forEach(object -> all.add(isThere(scene, object)));
    objects.kinds().forEach(kind -> all.add(isThereKind(scene, kind)));
    Arrays.stream(Background.values()).forEach(colour -> all.add(isBackground(scene, colour)));
    all.addAll(moderation(scene));
    List<String> places = scene.layout().places();
    for (int i = 0; i < places.size(); i++) {
      all.add(whereIs(scene, i));
      for (int other = 0; other < places.size(); other++) {
        if (other != i) {
          all.add(isBefore(scene, i, other));
        }
      }
    }
    if (places.size() == 2) {
      all.add(nextTo(scene, true));
      all.add(nextTo(scene, false));
    }
    return all;
  }

  List<QuestionAnswer> some(Scene scene, Random random) {
    List<QuestionAnswer> some = new ArrayList<>(plain(scene));
    List<SceneObject> present = scene.distinct();
    SceneObject object = pick(present, random);
    some.add(howMany(scene, object));
    SceneObject absent = pick(without(objects.all(), present), random);
    some.add(isThere(scene, random.nextBoolean() ? object : absent));
    List<String> kinds = List.copyOf(scene.kinds());
    boolean kindPresent = random.nextBoolean();
    some.add(
        isThereKind(scene, pick(kindPresent ? kinds : without(objects.kinds(), kinds), random)));
    Background other =
        pick(without(List.of(Background.values()), List.of(scene.background())), random);
    some.add(isBackground(scene, random.nextBoolean() ? scene.background() : other));
    if (!reviewed(scene).isEmpty() || random.nextDouble() < .25) {
      some.addAll(moderation(scene));
    }
    int places = scene.layout().places().size();
    if (places > 0) {
      some.add(whereIs(scene, random.nextInt(places)));
      int first = random.nextInt(places);
      some.add(isBefore(scene, first, (first + 1 + random.nextInt(places - 1)) % places));
    }
    if (places == 2) {
      some.add(nextTo(scene, random.nextBoolean()));
    }
    return some;
  }

  /** Those that have no variants. */
  private static List<QuestionAnswer> plain(Scene scene) {
    List<String> names = scene.names();
    List<QuestionAnswer> plain = new ArrayList<>();
    plain.add(of("what color is the background?", scene.background().word()));
    plain.add(of("how many objects are there?", Integer.toString(names.size())));
    Set<String> kinds = scene.kinds();
    if (kinds.size() == 1) {
      plain.add(of("what kind of thing is shown?", kinds.iterator().next()));
    }
    for (String kind : kinds) {
      List<SceneObject> members =
          scene.distinct().stream().filter(object -> object.kind().equals(kind)).toList();
      if (members.size() == 1 && !UNNAMED.contains(kind)) {
        plain.add(
            of("what " + Grammar.oneOfKind(kind) + " is in the picture?", members.get(0).name()));
      }
    }
    if (scene.layout() == Layout.ONE) {
      plain.add(of("what is in the picture?", names.get(0)));
    }
    if (scene.layout() == Layout.SAME) {
      plain.add(of("what is shown many times?", names.get(0)));
    }
    List<String> places = scene.layout().places();
    for (int i = 0; i < places.size(); i++) {
      plain.add(of("what is " + places.get(i) + "?", names.get(i)));
    }
    return plain;
  }

  private static QuestionAnswer howMany(Scene scene, SceneObject object) {
    long count = scene.names().stream().filter(object.name()::equals).count();
    return of("how many " + Grammar.plural(object.name()) + " are there?", Long.toString(count));
  }

  private static QuestionAnswer isThere(Scene scene, SceneObject object) {
    return yesNo(
        "is there " + Grammar.withArticle(object.name()) + " in the picture?",
        scene.distinct().contains(object));
  }

  private static QuestionAnswer isThereKind(Scene scene, String kind) {
    return yesNo(
        "is there " + Grammar.anyOfKind(kind) + " in the picture?", scene.kinds().contains(kind));
  }

  private static QuestionAnswer isBackground(Scene scene, Background colour) {
    return yesNo("is the background " + colour.word() + "?", scene.background() == colour);
  }

  private static List<QuestionAnswer> moderation(Scene scene) {
    Set<String> reviewed = reviewed(scene);
    String what = reviewed.isEmpty() ? "nothing" : String.join(" and ", reviewed);
    return List.of(
        yesNo("is this picture safe for children?", reviewed.isEmpty()),
        of("what should be reviewed in this picture?", what));
  }

  private static QuestionAnswer whereIs(Scene scene, int index) {
    return of("where is the " + scene.names().get(index) + "?", scene.layout().places().get(index));
  }

  private static QuestionAnswer isBefore(Scene scene, int index, int other) {
    String relation = scene.layout() == Layout.COLUMN_OF_TWO ? "above" : "left of";
    List<String> names = scene.names();
    return yesNo(
        "is the " + names.get(index) + " " + relation + " the " + names.get(other) + "?",
        index < other);
  }

  private static QuestionAnswer nextTo(Scene scene, boolean prepositionFirst) {
    String name = scene.names().get(0);
    return of(
        prepositionFirst
            ? "what is next to the " + name + "?"
            : "what is the " + name + " next to?",
        scene.names().get(1));
  }

  private static Set<String> reviewed(Scene scene) {
    Set<String> reviewed = new TreeSet<>(scene.kinds());
    reviewed.retainAll(REVIEWED);
    return reviewed;
  }

  private static QuestionAnswer yesNo(String question, boolean yes) {
    return of(question, yes ? "yes" : "no");
  }

  private static QuestionAnswer of(String question, String answer) {
    return new QuestionAnswer(question, answer);
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  private static <T> List<T> without(List<T> all, List<T> some) {
    return all.stream().filter(one -> !some.contains(one)).toList();
  }
}

package io.blipstream.runtime.tuning;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pictures of one lesson: one row for each, however many samples speak of it. */
final class LessonPictures {
  private final PictureFeatures features;
  private final Map<Path, Integer> places = new HashMap<>();
  private final List<float[]> images = new ArrayList<>();

  LessonPictures(PictureFeatures features) {
    this.features = features;
  }

  /** The row of a picture. */
  int place(Path picture) {
    Integer place = places.get(picture);
    if (place == null) {
      place = images.size();
      images.add(features.of(picture));
      places.put(picture, place);
    }
    return place;
  }

  List<float[]> images() {
    return images;
  }
}

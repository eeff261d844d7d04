package io.blipstream.runtime.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of pictures that are none and of files as data sets have them. */
record DataFolder(Path root) {
  DataFolder pictures(String... names) {
    for (String name : names) {
      text(name, "the picture " + name);
    }
    return this;
  }

  DataFolder text(String name, String content) {
    try {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The only data set of a declaration, single quotes standing for double ones. */
  DataSet read(String declaration) {
    text("sets.json", ("{'datasets': [" + declaration + "]}").replace('\'', '"'));
    DataSetFile file = DataSetFile.read(root.resolve("sets.json"));
    return DataSet.read(file.datasets().get(0), file.root());
  }
}

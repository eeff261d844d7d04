package io.blipstream.ops.scenes;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The things that scenes are made of, and their pictures, out of the class path. Any thread. */
public final class SceneObjects {
  private static final String FOLDER = "/scenes/";

  private final Map<String, SceneObject> byName;
  private final List<String> kinds;
  private final Map<SceneObject, Sprite> sprites = new ConcurrentHashMap<>();

  private SceneObjects(Map<String, SceneObject> byName) {
    this.byName = byName;
    TreeSet<String> sorted = new TreeSet<>();
    byName.values().forEach(object -> sorted.add(object.kind()));
    this.kinds = List.copyOf(sorted);
  }

  /** Reads the list; pictures are read as they are asked for. */
  public static SceneObjects load() {
    Map<String, SceneObject> byName = new LinkedHashMap<>();
    try (InputStream in = resource("objects.tsv")) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : table.lines().toList()) {
        String[] cells = line.split("\t", -1);
        byName.put(cells[1], new SceneObject(cells[0], cells[1], cells[2]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SceneObjects(byName);
  }

  /** Every thing, in the list's order. */
  public List<SceneObject> all() {
    return new ArrayList<>(byName.values());
  }

  /** Every kind, in alphabetical order. */
  public List<String> kinds() {
    return kinds;
  }

  /** The thing of this name. */
  public SceneObject named(String name) {
    SceneObject object = byName.get(name);
    if (object == null) {
      throw new IllegalArgumentException("no object is called " + name);
    }
    return object;
  }

  /** Its picture, with transparency. */
  Sprite sprite(SceneObject object) {
    return sprites.computeIfAbsent(object, SceneObjects::read);
  }

  /** Not by way of the runtime's decoder: that one drops transparency, as the reference does. */
  private static Sprite read(SceneObject object) {
    ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
    try (InputStream in = resource("sprites/" + object.code() + ".webp");
        var stream = new MemoryCacheImageInputStream(new BufferedInputStream(in))) {
      reader.setInput(stream);
      return Sprite.of(reader.read(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      reader.dispose();
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = SceneObjects.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new FileNotFoundException("no resource " + FOLDER + name);
    }
    return in;
  }
}

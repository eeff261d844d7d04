package io.blipstream.ops.browser;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes pictures of a running console, for the documentation and for whoever changes its looks:
 * {@code ConsolePictures ADDRESS FOLDER PATH...}; each as light, dark and narrow.
 */
public final class ConsolePictures {
  /** Of what is to be seen: pictures further down are not asked for. */
  private static final String LOADED =
      "[...document.images].filter(i => i.getBoundingClientRect().top < innerHeight)"
          + ".every(i => i.complete)";

  private ConsolePictures() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    try (Chromium browser = Chromium.start(Files.createTempDirectory("browser"))) {
      Tab tab = browser.tab();
      for (int i = 2; i < args.length; i++) {
        String path = args[i];
        String name = path.isEmpty() ? "wall" : path;
        for (boolean dark : new boolean[] {false, true}) {
          tab.dark(dark);
          tab.size(1000, 720);
          tab.open(args[0] + path);
          Thread.sleep(6_000);
          tab.eval("document.getElementById('hold')?.click()");
          tab.await(LOADED);
          tab.picture(folder.resolve(name + (dark ? "-dark" : "") + ".png"));
        }
        tab.size(390, 844);
        tab.picture(folder.resolve(name + "-narrow.png"));
        tab.errors().forEach(System.out::println);
      }
    }
  }
}

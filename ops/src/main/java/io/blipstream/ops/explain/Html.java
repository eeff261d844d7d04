package io.blipstream.ops.explain;

import io.blipstream.topology.recipe.HtmlText;

/** Text into HTML. What the model says is not trusted, either. */
public final class Html {
  private Html() {}

  /** Safe as content and within quotes. */
  public static String escaped(String text) {
    return HtmlText.escaped(text);
  }
}

package io.blipstream.topology.recipe;

/** Text into HTML. What the model says is not trusted, either. */
public final class HtmlText {
  private HtmlText() {}

  /** Safe as content and within quotes. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

package io.blipstream.ops.explain;

import java.awt.image.BufferedImage;
import java.util.Base64;

/** A sheet as one page that needs nothing beside itself. */
final class HtmlSheet {
  private static final String STYLE =
      "body{font:15px/1.4 system-ui,sans-serif;margin:2em;color:#202124;background:#fff}"
          + ".row{display:flex;flex-wrap:wrap;gap:16px;margin-bottom:2em}"
          + "figure{margin:0;width:"
          + Overlay.SIDE
          + "px}img{display:block}figcaption{overflow-wrap:anywhere}"
          + ".ask,.figures,p{color:#5f6368;font-size:13px}.say{font-weight:700}";

  private HtmlSheet() {}

  static String of(Sheet sheet) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">")
        .append("<title>The instruction at work</title><style>")
        .append(STYLE)
        .append("</style><h1>The instruction at work</h1>\n")
        .append(figure(sheet.picture(), "the picture", ""));
    for (Sheet.Row row : sheet.rows()) {
      page.append("<h2>").append(Html.escaped(row.name())).append("</h2><p>");
      page.append(image(row.scale(), "from the least to the most"))
          .append(Html.escaped(row.legend()))
          .append("</p><div class=\"row\">\n");
      row.panels().forEach(panel -> page.append(figure(panel)));
      page.append("</div>\n");
    }
    return page.append("</html>\n").toString();
  }

  private static String figure(Sheet.Panel panel) {
    return figure(
        panel.image(),
        "the picture under the attention for: " + panel.words(),
        "<div class=\"ask\">%s</div><div class=\"say\">%s</div><div class=\"figures\">%s</div>"
            .formatted(
                Html.escaped(panel.words()),
                Html.escaped(panel.text()),
                Html.escaped(panel.figures())));
  }

  private static String figure(BufferedImage image, String alternative, String caption) {
    return "<figure>%s<figcaption>%s</figcaption></figure>\n"
        .formatted(image(image, alternative), caption);
  }

  private static String image(BufferedImage image, String alternative) {
    return "<img alt=\"%s\" src=\"data:image/png;base64,%s\">"
        .formatted(
            Html.escaped(alternative), Base64.getEncoder().encodeToString(ExplainFile.png(image)));
  }
}

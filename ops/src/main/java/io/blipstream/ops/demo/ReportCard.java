package io.blipstream.ops.demo;

import io.blipstream.ops.explain.Html;
import io.blipstream.ops.scenes.SceneTask;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;

/** One picture of the report. */
final class ReportCard {
  private ReportCard() {}

  static String html(AnsweredPicture answered) {
    Picture picture = answered.picture();
    StringBuilder html = new StringBuilder();
    html.append("<article aria-labelledby=\"p").append(picture.number()).append("\">\n");
    html.append("<h2 id=\"p").append(picture.number()).append("\">Picture ");
    html.append(picture.number()).append("</h2>\n");
    html.append("<img width=\"224\" height=\"224\" alt=\"");
    html.append(Html.escaped(picture.description()));
    html.append("\" src=\"data:image/jpeg;base64,").append(base64(picture.jpeg())).append("\">\n");
    html.append("<ul>\n");
    answered.said().forEach(said -> html.append(item(said)));
    html.append("</ul>\n</article>\n");
    return html.toString();
  }

  private static String item(Said said) {
    String hint =
        said.right() || said.truth().isEmpty()
            ? ""
            : " <span class=\"truth\">right: " + Html.escaped(said.truth()) + "</span>";
    return "<li class=\"%s\"><span class=\"asked\">%s</span> <strong>%s</strong> %s%s</li>\n"
        .formatted(
            said.right() ? "right" : "wrong",
            Html.escaped(asked(said.asked().task())),
            Html.escaped(said.text()),
            "<span class=\"mark\">%s, %s</span>"
                .formatted(
                    said.right() ? "right" : "wrong",
                    String.format(Locale.ROOT, "confidence %.2f", said.confidence())),
            hint);
  }

  private static String asked(SceneTask task) {
    if (task instanceof SceneTask.Answer answer) {
      return answer.question();
    }
    if (task instanceof SceneTask.Question question) {
      return "A question with the answer \u201c" + question.answer() + "\u201d:";
    }
    return "Caption:";
  }

  private static String base64(ByteBuffer jpeg) {
    byte[] bytes = new byte[jpeg.remaining()];
    jpeg.duplicate().get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}

package io.blipstream.ops.explain;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A sheet as one picture: the left column says what a row is, the others are its prompts. */
final class PngSheet {
  private static final int GAP = 16;
  private static final int COLUMN = Overlay.SIDE;
  private static final int LINE = 19;
  private static final int MOST_LINES = 6;
  private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  private static final Color GREY = new Color(0x5f6368);

  private final Graphics2D graphics;

  private PngSheet(Graphics2D graphics) {
    this.graphics = graphics;
  }

  static BufferedImage draw(Sheet sheet) {
    int columns = 1 + sheet.rows().get(0).panels().size();
    // As high as it can get; what is left over is cut off.
    int highest = sheet.picture().getHeight() + 4 * MOST_LINES * LINE;
    BufferedImage all =
        new BufferedImage(
            GAP + columns * (COLUMN + GAP),
            GAP + (1 + sheet.rows().size()) * highest,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = all.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, all.getWidth(), all.getHeight());
    int below = new PngSheet(graphics).rows(sheet);
    graphics.dispose();
    return all.getSubimage(0, 0, all.getWidth(), below);
  }

  private int rows(Sheet sheet) {
    int top = GAP;
    graphics.drawImage(sheet.picture(), GAP, top, null);
    int left = top + sheet.picture().getHeight() + GAP;
    for (Sheet.Row row : sheet.rows()) {
      int name = Math.max(left, top);
      int described = described(row, name);
      top = GAP + Math.max(described, panels(row, top));
      left = top;
    }
    return top;
  }

  private int described(Sheet.Row row, int top) {
    int below = lines(row.name(), GAP, top, BOLD, Color.BLACK) + LINE / 2;
    graphics.drawImage(row.scale(), GAP, below, null);
    return lines(row.legend(), GAP, below + row.scale().getHeight() + 4, SMALL, GREY);
  }

  private int panels(Sheet.Row row, int top) {
    int left = 2 * GAP + COLUMN;
    int lowest = top;
    for (Sheet.Panel panel : row.panels()) {
      graphics.drawImage(panel.image(), left, top, null);
      int below = top + panel.image().getHeight() + LINE / 2;
      below = lines(panel.words(), left, below, SMALL, GREY);
      if (!panel.text().isEmpty()) {
        below = lines(panel.text(), left, below + 4, BOLD, Color.BLACK);
      }
      lowest = Math.max(lowest, lines(panel.figures(), left, below + 4, SMALL, GREY));
      left += COLUMN + GAP;
    }
    return lowest;
  }

  /** Breaks between words; gives the place of a next line. */
  private int lines(String text, int left, int top, Font font, Color colour) {
    graphics.setFont(font);
    graphics.setColor(colour);
    FontMetrics metrics = graphics.getFontMetrics();
    int below = top;
    for (String each : broken(text, metrics)) {
      graphics.drawString(each, left, below + metrics.getAscent());
      below += LINE;
    }
    return below;
  }

  private static List<String> broken(String text, FontMetrics metrics) {
    List<String> lines = new ArrayList<>(List.of(""));
    for (String word : text.strip().split("\\s+", -1)) {
      String last = lines.get(lines.size() - 1);
      String longer = last.isEmpty() ? word : last + " " + word;
      if (metrics.stringWidth(longer) <= COLUMN || last.isEmpty()) {
        lines.set(lines.size() - 1, longer);
      } else if (lines.size() == MOST_LINES) {
        lines.set(MOST_LINES - 1, last + " …");
        break;
      } else {
        lines.add(word);
      }
    }
    return lines;
  }
}

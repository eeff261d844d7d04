package io.blipstream.ops.explain;

import io.blipstream.runtime.explain.ExplainedPicture;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Where an explanation is written: {@code .html} as a page that needs nothing beside itself, {@code
 * .png} as one picture. Of one thread.
 */
public final class ExplainFile {
  private final Path file;
  private final List<Sheet.Told> told = new ArrayList<>();

  private ExplainFile(Path file) {
    this.file = file;
  }

  /**
   * @throws FatalException with {@link FaultCode#USAGE} for a file of another kind
   */
  public static ExplainFile at(Path file) {
    String name = file.toString();
    if (!name.endsWith(".html") && !name.endsWith(".png")) {
      throw new FatalException(
          FaultCode.USAGE, "an explanation is written as .html or .png, not as " + name);
    }
    return new ExplainFile(file);
  }

  /** One model's row; the first one's picture is shown. */
  public void add(String model, ExplainedPicture picture) {
    told.add(new Sheet.Told(model, picture));
  }

  /**
   * @throws FatalException with {@link FaultCode#FILE_NOT_FOUND} where it cannot be written
   */
  public void write() {
    Sheet sheet = Sheet.of(told);
    byte[] bytes =
        file.toString().endsWith(".png")
            ? png(PngSheet.draw(sheet))
            : HtmlSheet.of(sheet).getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot write " + file, e);
    }
  }

  static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

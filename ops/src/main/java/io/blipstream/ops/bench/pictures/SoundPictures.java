package io.blipstream.ops.bench.pictures;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import io.blipstream.ops.bench.pictures.Form.Note;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture or two of every kind that is read, drawn and encoded here. */
final class SoundPictures {
  private static final int[] DEEP_COLOUR = {0, 1, 2};

  private final Random random;
  private final List<SoundPicture> all = new ArrayList<>();

  private SoundPictures(Random random) {
    this.random = random;
  }

  /** The same for the same randomness. */
  static List<SoundPicture> of(Random random) {
    SoundPictures pictures = new SoundPictures(random);
    try {
      pictures.jpeg();
      pictures.png();
      pictures.gif();
      pictures.add("bmp", Form.BMP, BufferedImage.TYPE_3BYTE_BGR, false);
      pictures.add("bmp palette", Form.BMP, BufferedImage.TYPE_BYTE_INDEXED, false);
      pictures.webp();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of a stream in memory
    }
    return List.copyOf(pictures.all);
  }

  private void jpeg() throws IOException {
    add("jpeg", Form.JPEG, BufferedImage.TYPE_3BYTE_BGR, false);
    add("jpeg progressive", Form.JPEG, BufferedImage.TYPE_3BYTE_BGR, true);
    add("jpeg grey", Form.JPEG, BufferedImage.TYPE_BYTE_GRAY, false);
    byte[] plain = all.get(0).bytes();
    add("jpeg exif", Form.JPEG, Form.JPEG.noted(plain, Note.EXIF, rotated()));
    add("jpeg profile", Form.JPEG, Form.JPEG.noted(plain, Note.PROFILE, profile()));
    WritableRaster inks =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, side(), side(), 4, null);
    scribble(inks, 256);
    add("jpeg cmyk", Form.JPEG, written("jpeg", new IIOImage(inks, null, null), settings -> {}));
  }

  private void png() throws IOException {
    add("png", Form.PNG, BufferedImage.TYPE_3BYTE_BGR, false);
    add("png interlaced", Form.PNG, BufferedImage.TYPE_3BYTE_BGR, true);
    add("png transparent", Form.PNG, BufferedImage.TYPE_4BYTE_ABGR, false);
    add("png palette", Form.PNG, BufferedImage.TYPE_BYTE_INDEXED, false);
    add("png two colours", Form.PNG, BufferedImage.TYPE_BYTE_BINARY, false);
    add("png 16-bit grey", Form.PNG, BufferedImage.TYPE_USHORT_GRAY, false);
    BufferedImage deep =
        ImageTypeSpecifier.createInterleaved(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                DEEP_COLOUR,
                DataBuffer.TYPE_USHORT,
                false,
                false)
            .createBufferedImage(side(), side());
    scribble(deep.getRaster(), 1 << 16);
    add("png 16-bit", Form.PNG, written("png", new IIOImage(deep, null, null), settings -> {}));
    byte[] plain = all.get(all.size() - 7).bytes();
    add("png exif", Form.PNG, Form.PNG.noted(plain, Note.EXIF, rotated()));
    add("png profile", Form.PNG, Form.PNG.noted(plain, Note.PROFILE, profile()));
  }

  private void gif() throws IOException {
    add("gif", Form.GIF, BufferedImage.TYPE_BYTE_INDEXED, false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      BufferedImage frame = drawn(BufferedImage.TYPE_BYTE_INDEXED);
      for (int i = 0; i < 5; i++) {
        writer.writeToSequence(new IIOImage(frame, null, null), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    add("gif animated", Form.GIF, out.toByteArray());
  }

  private void webp() throws IOException {
    byte[] lossy = webp(BufferedImage.TYPE_3BYTE_BGR, CompressionType.Lossy);
    add("webp", Form.WEBP, lossy);
    add("webp lossless", Form.WEBP, webp(BufferedImage.TYPE_4BYTE_ABGR, CompressionType.Lossless));
    add("webp alpha", Form.WEBP, webp(BufferedImage.TYPE_4BYTE_ABGR, CompressionType.Lossy));
  }

  private byte[] webp(int type, CompressionType compression) throws IOException {
    ImageWriter writer = new WebPImageWriterSpi().createWriterInstance(null);
    WebPWriteParam settings = (WebPWriteParam) writer.getDefaultWriteParam();
    settings.setCompressionType(compression);
    return written(writer, new IIOImage(drawn(type), null, null), settings);
  }

  private void add(String kind, Form form, byte[] bytes) {
    all.add(new SoundPicture(kind, form, bytes));
  }

  private void add(String kind, Form form, int type, boolean progressive) throws IOException {
    Consumer<ImageWriteParam> settings =
        progressive
            ? chosen -> chosen.setProgressiveMode(ImageWriteParam.MODE_DEFAULT)
            : chosen -> {};
    add(kind, form, written(form.name(), new IIOImage(drawn(type), null, null), settings));
  }

  private static byte[] written(String format, IIOImage image, Consumer<ImageWriteParam> chosen)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    chosen.accept(settings);
    return written(writer, image, settings);
  }

  private static byte[] written(ImageWriter writer, IIOImage image, ImageWriteParam settings)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, image, settings);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private BufferedImage drawn(int type) {
    BufferedImage image = new BufferedImage(side(), side(), type);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int shade = (x * 3 + y * 5 + random.nextInt(30)) & 0xff;
        image.setRGB(x, y, (255 - x) << 24 | shade << 16 | (255 - shade) << 8 | y);
      }
    }
    return image;
  }

  private void scribble(WritableRaster raster, int levels) {
    for (int y = 0; y < raster.getHeight(); y++) {
      for (int x = 0; x < raster.getWidth(); x++) {
        for (int band = 0; band < raster.getNumBands(); band++) {
          raster.setSample(x, y, band, (x * levels / 64 + random.nextInt(levels / 8)) % levels);
        }
      }
    }
  }

  /** Small: what is tried is headers and codes, of which a picture has the same at any size. */
  private int side() {
    return 24 + random.nextInt(64);
  }

  /** An EXIF block which says that the camera lay on its side. */
  static byte[] rotated() {
    return Bytes.join(
        Bytes.text("MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0"), new byte[2]);
  }

  private static byte[] profile() {
    return ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
  }
}

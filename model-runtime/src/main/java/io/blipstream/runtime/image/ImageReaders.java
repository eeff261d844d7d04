package io.blipstream.runtime.image;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * One reader a format: the JDK's own, and libwebp for WebP. Other plug-ins on the class path are
 * passed over, as they decode to other numbers. Any thread; each reader that it makes is of one.
 */
final class ImageReaders {
  private final Map<ImageFormat, ImageReaderSpi> providers = new EnumMap<>(ImageFormat.class);

  ImageReaders() {
    for (ImageFormat format : ImageFormat.values()) {
      providers.put(
          format, format == ImageFormat.WEBP ? new WebPImageReaderSpi() : ofTheJdk(format));
    }
  }

  ImageReader reader(ImageFormat format) throws IOException {
    return providers.get(format).createReaderInstance();
  }

  private static ImageReaderSpi ofTheJdk(ImageFormat format) {
    Iterator<ImageReaderSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
    while (all.hasNext()) {
      ImageReaderSpi provider = all.next();
      boolean own = provider.getClass().getModule().equals(IIORegistry.class.getModule());
      for (String name : provider.getFormatNames()) {
        if (own && name.equals(format.label())) {
          return provider;
        }
      }
    }
    throw new IllegalStateException("this Java cannot read " + format.label());
  }
}

package io.blipstream.runtime.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What ImageIO does not say of a GIF's first frame.
 *
 * @param canvas the screen, or what the frame needs beyond it
 * @param ground palette index of what the frame leaves uncovered
 */
record GifHeader(Canvas canvas, int ground) {
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int FRAME = 0x2c;
  private static final int FIRST_BLOCK = 13;

  static GifHeader of(ByteBuffer bytes) {
    ByteBuffer data = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int at = FIRST_BLOCK + paletteBytes(data.get(10));
    int ground = 0;
    while ((data.get(at) & 0xff) == EXTENSION) {
      boolean control = (data.get(at + 1) & 0xff) == GRAPHIC_CONTROL;
      if (control && (data.get(at + 3) & 1) != 0) {
        ground = data.get(at + 6) & 0xff;
      }
      at += 2;
      while (data.get(at) != 0) {
        at += 1 + (data.get(at) & 0xff);
      }
      at++;
    }
    if ((data.get(at) & 0xff) != FRAME) {
      throw ImageDecoder.undecodable("a GIF picture without a frame", null);
    }
    int left = data.getShort(at + 1) & 0xffff;
    int top = data.getShort(at + 3) & 0xffff;
    int right = left + (data.getShort(at + 5) & 0xffff);
    int bottom = top + (data.getShort(at + 7) & 0xffff);
    int screenWidth = data.getShort(6) & 0xffff;
    int screenHeight = data.getShort(8) & 0xffff;
    return new GifHeader(
        new Canvas(Math.max(screenWidth, right), Math.max(screenHeight, bottom), left, top),
        ground);
  }

  private static int paletteBytes(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }
}

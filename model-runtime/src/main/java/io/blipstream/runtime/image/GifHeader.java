package io.blipstream.runtime.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the first frame of a GIF lies on its canvas; ImageIO hands out the frame alone.
 *
 * @param canvasWidth in pixels: the screen, or what the frame needs beyond it
 * @param canvasHeight in pixels, likewise
 * @param left of the frame on the canvas
 * @param top of the frame on the canvas
 * @param ground palette index of what the frame leaves uncovered
 */
record GifHeader(int canvasWidth, int canvasHeight, int left, int top, int ground) {
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
        Math.max(screenWidth, right), Math.max(screenHeight, bottom), left, top, ground);
  }

  /**
   * @param frame its pixels
   * @param frameWidth in pixels
   * @param ground the bytes of one pixel that the frame leaves uncovered
   */
  byte[] onCanvas(byte[] frame, int frameWidth, byte... ground) {
    int channels = ground.length;
    byte[] canvas = new byte[channels * canvasWidth * canvasHeight];
    if (frame.length == canvas.length) {
      return frame;
    }
    for (int i = 0; i < canvas.length; i++) {
      canvas[i] = ground[i % channels];
    }
    int row = channels * frameWidth;
    for (int y = 0; y * row < frame.length; y++) {
      System.arraycopy(frame, y * row, canvas, channels * ((top + y) * canvasWidth + left), row);
    }
    return canvas;
  }

  private static int paletteBytes(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }
}

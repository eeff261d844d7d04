package io.blipstream.runtime.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs TorchScript source into the zip that libtorch loads: one module without parameters, whose
 * methods are the kernels.
 *
 * <p>The rejected alternative is an exported network: it needs Python once per checkpoint, holds
 * the weights a second time, and was no faster.
 */
final class TorchScriptArchive {
  private static final String CLASS_HEAD =
      "class Kernels(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";

  /** A pickle of {@code __torch__.Kernels()} with the one attribute {@code training = False}. */
  private static final byte[] DATA = pickledModule();

  /** A pickle of the empty tuple: the kernels need no constants. */
  private static final byte[] CONSTANTS = {(byte) 0x80, 2, ')', '.'};

  /** The oldest archive format that has every operator used here. */
  private static final byte[] VERSION = {'1', '0', '\n'};

  private TorchScriptArchive() {}

  /**
   * @param methods definitions of methods of one class, indented by two spaces, {@code self} being
   *     of type {@code __torch__.Kernels}
   */
  static byte[] pack(String methods) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "kernels/data.pkl", DATA);
      store(
          zip,
          "kernels/code/__torch__.py",
          (CLASS_HEAD + methods).getBytes(StandardCharsets.UTF_8));
      store(zip, "kernels/constants.pkl", CONSTANTS);
      store(zip, "kernels/version", VERSION);
    }
    return bytes.toByteArray();
  }

  /** libtorch reads records in place, so they are stored, not deflated. */
  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] pickledModule() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x80, 2}); // protocol 2
    out.writeBytes(ascii("c__torch__\nKernels\n")); // the class
    out.writeBytes(new byte[] {')', (byte) 0x81}); // an instance of it, made without arguments
    out.writeBytes(new byte[] {'}', '('}); // its state: a dictionary of ...
    out.writeBytes(new byte[] {'X', 8, 0, 0, 0});
    out.writeBytes(ascii("training"));
    out.writeBytes(new byte[] {(byte) 0x89, 'u', 'b', '.'}); // ... False; built; end
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

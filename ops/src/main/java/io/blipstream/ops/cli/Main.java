package io.blipstream.ops.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Entry point of the process. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Interruption.stillness();
    System.exit(new Blipstream(console(), System.getenv()).execute(arguments));
  }

  static Console console() {
    return new Console(writer(FileDescriptor.out), writer(FileDescriptor.err));
  }

  /** In UTF-8 whatever the locale says: answers are read by programs too. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }
}

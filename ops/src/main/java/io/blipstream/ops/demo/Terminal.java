package io.blipstream.ops.demo;

import java.io.PrintWriter;

/**
 * Where the demo shows itself.
 *
 * @param interactive whether lines can be written over and coloured
 * @param json whether programs read it: one object a line
 */
public record Terminal(PrintWriter out, boolean interactive, boolean json) {
  public Terminal {
    if (interactive && json) {
      throw new IllegalArgumentException("programs have no use for colours");
    }
  }
}

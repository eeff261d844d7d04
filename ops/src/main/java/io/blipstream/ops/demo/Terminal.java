package io.blipstream.ops.demo;

import java.io.PrintWriter;

/**
 * Where the demo shows itself.
 *
 * @param interactive whether lines can be written over and coloured
 */
public record Terminal(PrintWriter out, boolean interactive) {}

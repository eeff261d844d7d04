package io.blipstream.ops.cli;

import java.io.PrintWriter;

/** Where a command writes: answers to {@code out}, everything else to {@code err}. */
record Console(PrintWriter out, PrintWriter err) {}

/** The {@code blipstream} command: options in, exit codes out. */
package io.blipstream.ops.cli;

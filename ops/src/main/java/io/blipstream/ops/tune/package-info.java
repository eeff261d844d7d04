/** Instruction tuning from a file of settings: what {@code blipstream tune} does. */
package io.blipstream.ops.tune;

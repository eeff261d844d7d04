/** The share of the machine's matrix-multiplication peak that the networks reach. */
package io.blipstream.ops.bench.roofline;

/**
 * The instruction-aware Q-Former: learned queries that read the picture with the instruction beside
 * them.
 */
package io.blipstream.runtime.qformer;

/** Spoilt pictures through the engine: each has its one outcome, and the neighbours have theirs. */
package io.blipstream.ops.bench.pictures;

/**
 * How InstructBLIP is learned: image encoder and language model frozen, the instruction-aware
 * Q-Former, its queries and the projection taught by the cost of answers. The kernels are those
 * that serve.
 */
package io.blipstream.runtime.tuning;

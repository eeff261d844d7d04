/**
 * Kernels written as TorchScript text and called from Java: every operator of PyTorch, one native
 * call for a whole stack of layers, no Python and no exported network. The only package that knows
 * how DJL's PyTorch engine is reached.
 */
package io.blipstream.runtime.kernel;

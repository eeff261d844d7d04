  # Root-mean-square norm. torch.rms_norm makes five passes and as many tensors of it on a CPU.
  def rms_norm(self: __torch__.Kernels, x: Tensor, weight: Tensor, eps: float) -> Tensor:
    n = torch.linalg_vector_norm(x, 2, [-1], True, dtype=6)
    scale = torch.rsqrt(torch.add(torch.div(torch.mul(n, n), torch.size(x, -1)), eps))
    return torch.mul(torch.to(torch.mul(x, scale), ops.prim.dtype(x)), weight)

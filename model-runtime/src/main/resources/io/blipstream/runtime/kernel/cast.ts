  # dtype codes are PyTorch's: 6 is float32, 15 is bfloat16
  def widen(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.to(x, 6)
  def widen_bf16_bytes(self: __torch__.Kernels, bytes: Tensor) -> Tensor:
    return torch.to(torch.view_copy(bytes, dtype=15), 6)

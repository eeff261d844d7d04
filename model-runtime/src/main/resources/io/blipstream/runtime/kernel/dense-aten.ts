  # Fully connected layers as PyTorch comes with them.
  def dense(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
    return torch.linear(x, w, b)
  def dense_gelu(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Optional[Tensor], form: str) -> Tensor:
    return torch.gelu(torch.linear(x, w, b), approximate=form)
  # Onto the residual.
  def dense_add(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Optional[Tensor], residual: Tensor) -> Tensor:
    return torch.linear(x, w, b) + residual

  # Fully connected layers by oneDNN, with what follows them in the same pass. Few rows are read faster by the other.
  def many(self: __torch__.Kernels, x: Tensor) -> bool:
    return torch.ge(torch.numel(x), torch.size(x, -1) * 32)
  def dense(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
    if (self).many(x):
      y = ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), None)
    else:
      y = torch.linear(x, w, b)
    return y
  def dense_gelu(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Optional[Tensor], form: str) -> Tensor:
    if (self).many(x):
      y = ops.mkldnn._linear_pointwise(x, w, b, "gelu", annotate(List[Optional[number]], []), form)
    else:
      y = torch.gelu(torch.linear(x, w, b), approximate=form)
    return y
  # Onto the residual.
  def dense_add(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Optional[Tensor], residual: Tensor) -> Tensor:
    if (self).many(x):
      y = ops.mkldnn._linear_pointwise(x, residual, w, b, "add")
    else:
      y = torch.linear(x, w, b) + residual
    return y

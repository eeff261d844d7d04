  # Fully connected layers by oneDNN, with what follows them in the same pass. Few rows, as in a step of decoding, are
  # faster the other way; fewer where there is a pass to be saved. bf16 is PyTorch's own affair: not every machine's oneDNN has it.
  def many(self: __torch__.Kernels, x: Tensor, rows: int) -> bool:
    return torch.__and__(torch.eq(ops.prim.dtype(x), 6), torch.ge(torch.numel(x), torch.size(x, -1) * rows))
  def dense(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
    if (self).many(x, 256):
      y = ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), None)
    else:
      y = torch.linear(x, w, b)
    return y
  def dense_gelu(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Optional[Tensor], form: str) -> Tensor:
    if (self).many(x, 64):
      y = ops.mkldnn._linear_pointwise(x, w, b, "gelu", annotate(List[Optional[number]], []), form)
    else:
      y = torch.gelu(torch.linear(x, w, b), approximate=form)
    return y
  # Onto the residual.
  def dense_add(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Optional[Tensor], residual: Tensor) -> Tensor:
    if (self).many(x, 256):
      y = ops.mkldnn._linear_pointwise(x, residual, w, b, "add")
    else:
      y = torch.linear(x, w, b) + residual
    return y

  # One step of AdamW over all tensors at once, in place; the steps so far are counted in place, too.
  def step(self: __torch__.Kernels, learned: List[Tensor], slopes: List[Tensor], mean: List[Tensor], square: List[Tensor], steps: List[Tensor], rate: float, decay: float, first: float, second: float, eps: float) -> Tensor:
    ops.aten._foreach_add_(steps, 1)
    ops.aten._fused_adamw_(learned, slopes, mean, square, annotate(List[Tensor], []), steps, lr=rate, beta1=first, beta2=second, weight_decay=decay, eps=eps, amsgrad=False, maximize=False)
    return steps[0]
  # The slopes of a further part of a batch, added up in place.
  def add(self: __torch__.Kernels, sum: List[Tensor], more: List[Tensor], share: float) -> Tensor:
    ops.aten._foreach_add_(sum, more, alpha=share)
    return sum[0]
  # Their norm as one vector; where it is longer than the longest, all are shortened alike, in place.
  def clip(self: __torch__.Kernels, slopes: List[Tensor], longest: float) -> Tensor:
    norm = torch.linalg_vector_norm(torch.stack(ops.aten._foreach_norm(slopes)))
    scale = torch.clamp(torch.reciprocal(norm + 9.9999999999999995e-07) * longest, None, 1.)
    ops.aten._foreach_mul_(slopes, scale)
    return norm
  def forget(self: __torch__.Kernels, slopes: List[Tensor]) -> Tensor:
    ops.aten._foreach_zero_(slopes)
    return slopes[0]

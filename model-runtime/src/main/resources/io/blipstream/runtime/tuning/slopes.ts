  # The cost, then one gradient for each tensor that wants one, in the order in which they were given.
  def slopes(self: __torch__.Kernels, cost: Tensor, lists: List[List[Tensor]]) -> List[Tensor]:
    learned = annotate(List[Tensor], [])
    for list in lists:
      for t in list:
        if ops.prim.requires_grad(t):
          _0 = torch.append(learned, t)
    slopes = torch.grad([cost], learned)
    out = [torch.detach(cost)]
    for slope in slopes:
      _2 = torch.append(out, ops.prim.unchecked_unwrap_optional(slope))
    return out
  def numbers(self: __torch__.Kernels, x: Tensor) -> List[int]:
    out = annotate(List[int], [])
    for i in range(torch.size(x, 0)):
      _0 = torch.append(out, int(torch.select(x, 0, i)))
    return out
  def fractions(self: __torch__.Kernels, x: Tensor) -> List[float]:
    out = annotate(List[float], [])
    for i in range(torch.size(x, 0)):
      _0 = torch.append(out, float(torch.select(x, 0, i)))
    return out

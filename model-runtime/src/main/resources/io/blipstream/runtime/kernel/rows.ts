  # Each new row goes on from one of the old.
  def gather(self: __torch__.Kernels, tensors: List[Tensor], rows: Tensor) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    for t in tensors:
      _0 = torch.append(out, torch.index_select(t, 0, rows))
    return out

  # An OPT's logits where it answers, [S,V]. As a LLaMA's; speaks: nothing that is used
  #   s: layers, heads, activation, whether norms stand before the layers, whether one stands behind them
  def speak(self: __torch__.Kernels, soft: Tensor, words: List[Tensor], reads: List[Tensor], speaks: List[Tensor], s: List[int], e: List[float]) -> Tensor:
    return (self).opt_said(soft, words[0], words[2], reads, s[0], s[1], s[2], torch.gt(s[3], 0), torch.gt(s[4], 0))

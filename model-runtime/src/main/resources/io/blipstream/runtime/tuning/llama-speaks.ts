  # A LLaMA's logits where it answers, [S,V].
  #   words: prompts and answers [B,L]; the answers' tokens [S]; places [S] of what was said before each
  #   reads: its weights; speaks: its frequencies
  #   s: layers, width of a head; e: epsilon
  def speak(self: __torch__.Kernels, soft: Tensor, words: List[Tensor], reads: List[Tensor], speaks: List[Tensor], s: List[int], e: List[float]) -> Tensor:
    return (self).llama_said(soft, words[0], words[2], speaks[0], reads, s[0], s[1], e[0])

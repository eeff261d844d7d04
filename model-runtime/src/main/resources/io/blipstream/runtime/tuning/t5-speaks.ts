  # A T5's logits, [B*T,V].
  #   words: prompts [B,L]; answers, -100 on padding [B,T]; keep [B,F*K+L]; places [F*K+L,F*K+L]; said [B,T]: answers behind
  #   the start; distances [T,T]
  #   reads: the encoder's, the words first; speaks: the decoder's without them
  #   s: encoder layers, decoder layers, heads, activation, whether it is gated; e: epsilon, scale of the head
  def speak(self: __torch__.Kernels, soft: Tensor, words: List[Tensor], reads: List[Tensor], speaks: List[Tensor], s: List[int], e: List[float]) -> Tensor:
    gated = torch.gt(s[4], 0)
    encoded = (self).t5_encode(soft, words[0], words[2], words[3], reads, s[0], s[2], e[0], s[3], gated)
    all = annotate(List[Tensor], [reads[0]])
    for w in speaks:
      _0 = torch.append(all, w)
    logits = (self).t5_decode(words[4], encoded, words[2], words[5], all, s[1], s[2], e[0], s[3], gated, e[1])
    return torch.flatten(logits, 0, 1)

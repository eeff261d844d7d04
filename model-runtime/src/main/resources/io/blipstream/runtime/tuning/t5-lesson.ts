  # What answers cost, and which way the learned tensors should move. Joined to the texts that serve.
  #   image [N,T,Dv] from a frozen image encoder, or pixels [N,3,S,S] for one that learns; owner [B]; ids, keep: instructions;
  #   words [B,L], kept [B,K+L], places [K+L,K+L]: the language model's prompts; said [B,T]: answers behind the start;
  #   right [B,T]: answers, -100 on padding; distances [T,T]
  #   sizes: Q-Former layers, cross-attention every, heads; T5 encoder layers, decoder layers, heads; activations of
  #   Q-Former and T5, whether the latter's is gated; whether the Q-Former reads the instruction; image encoder layers, heads,
  #   patch, activation, whether it is biased
  #   epsilons: Q-Former's, T5's; scale of T5's head; image encoder's
  #   vision: the image encoder's where it learns; qformer: queries, then its weights; projection: weight, bias;
  #   encoder, decoder: T5's, the words only in the former
  def loss(self: __torch__.Kernels, image: Tensor, owner: Tensor, ids: Tensor, keep: Tensor, words: Tensor, kept: Tensor, places: Tensor, said: Tensor, right: Tensor, distances: Tensor, sizes: Tensor, epsilons: Tensor, vision: List[Tensor], qformer: List[Tensor], projection: List[Tensor], encoder: List[Tensor], decoder: List[Tensor]) -> Tensor:
    s = (self).numbers(sizes)
    e = (self).fractions(epsilons)
    q = (self).ask((self).see(image, vision, s, e), owner, ids, keep, qformer, s, e)
    soft = (self).projection_project(q, projection[0], projection[1])
    gated = torch.gt(s[8], 0)
    encoded = (self).t5_encode(soft, words, kept, places, encoder, s[3], s[5], e[1], s[7], gated)
    speaks = annotate(List[Tensor], [encoder[0]])
    for w in decoder:
      _0 = torch.append(speaks, w)
    logits = (self).t5_decode(said, encoded, kept, distances, speaks, s[4], s[5], e[1], s[7], gated, e[2])
    return torch.cross_entropy_loss(torch.flatten(logits, 0, 1), torch.flatten(right), None, 1, -100, 0.)
  def see(self: __torch__.Kernels, image: Tensor, w: List[Tensor], s: List[int], e: List[float]) -> Tensor:
    if torch.eq(torch.dim(image), 4):
      out = (self).vision_encode(image, w, s[10], s[11], s[12], e[3], s[13], torch.gt(s[14], 0))
    else:
      out = image
    return out
  def ask(self: __torch__.Kernels, image: Tensor, owner: Tensor, ids: Tensor, keep: Tensor, w: List[Tensor], s: List[int], e: List[float]) -> Tensor:
    if torch.gt(s[9], 0):
      out = (self).qformer_encode(w[0], ids, keep, image, owner, torch.slice(w, 1), s[0], s[1], s[2], e[0], s[6])
    else:
      out = (self).qformer_encode_alone(w[0], image, owner, torch.slice(w, 1), s[0], s[1], s[2], e[0], s[6])
    return out
  # The cost, then one gradient for each tensor that wants one, in the order in which they were given.
  def learn(self: __torch__.Kernels, image: Tensor, owner: Tensor, ids: Tensor, keep: Tensor, words: Tensor, kept: Tensor, places: Tensor, said: Tensor, right: Tensor, distances: Tensor, sizes: Tensor, epsilons: Tensor, vision: List[Tensor], qformer: List[Tensor], projection: List[Tensor], encoder: List[Tensor], decoder: List[Tensor]) -> List[Tensor]:
    cost = (self).loss(image, owner, ids, keep, words, kept, places, said, right, distances, sizes, epsilons, vision, qformer, projection, encoder, decoder)
    learned = annotate(List[Tensor], [])
    for list in [vision, qformer, projection, encoder, decoder]:
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

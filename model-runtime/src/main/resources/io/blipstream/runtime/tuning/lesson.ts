  # What answers cost, and which way the learned tensors should move. Joined to the texts that serve, and to one that says
  # how the language model speaks.
  #   image [N,T,Dv] from a frozen image encoder, or pixels [N,3,S,S] for one that learns; owner [B*F]: which of them, frame
  #   by frame; ids, keep: instructions, once for each frame
  #   words: prompts and answers as the language model takes them
  #   sizes: Q-Former layers, cross-attention every, heads, activation, whether it reads the instruction; image encoder
  #   layers, heads, patch, activation, whether it is biased; then the language model's
  #   epsilons: Q-Former's, image encoder's; then the language model's
  #   vision: the image encoder's where it learns; qformer: queries, then its weights; projection: weight, bias;
  #   reads, speaks: the language model's
  def loss(self: __torch__.Kernels, image: Tensor, owner: Tensor, ids: Tensor, keep: Tensor, words: List[Tensor], sizes: Tensor, epsilons: Tensor, vision: List[Tensor], qformer: List[Tensor], projection: List[Tensor], reads: List[Tensor], speaks: List[Tensor]) -> Tensor:
    s = (self).numbers(sizes)
    e = (self).fractions(epsilons)
    q = (self).ask((self).see(image, vision, s, e), owner, ids, keep, qformer, s, e)
    soft = (self).projection_project(q, projection[0], projection[1])
    # The frames of a clip stand side by side.
    beside = torch.reshape(soft, [torch.size(words[0], 0), -1, torch.size(soft, 2)])
    logits = (self).speak(beside, words, reads, speaks, torch.slice(s, 10), torch.slice(e, 2))
    return torch.cross_entropy_loss(logits, torch.flatten(words[1]), None, 1, -100, 0.)
  def see(self: __torch__.Kernels, image: Tensor, w: List[Tensor], s: List[int], e: List[float]) -> Tensor:
    if torch.eq(torch.dim(image), 4):
      out = (self).vision_encode(image, w, s[5], s[6], s[7], e[1], s[8], torch.gt(s[9], 0))
    else:
      out = image
    return out
  def ask(self: __torch__.Kernels, image: Tensor, owner: Tensor, ids: Tensor, keep: Tensor, w: List[Tensor], s: List[int], e: List[float]) -> Tensor:
    if torch.gt(s[4], 0):
      out = (self).qformer_encode(w[0], ids, keep, image, owner, torch.slice(w, 1), s[0], s[1], s[2], e[0], s[3])
    else:
      out = (self).qformer_encode_alone(w[0], image, owner, torch.slice(w, 1), s[0], s[1], s[2], e[0], s[3])
    return out
  def learn(self: __torch__.Kernels, image: Tensor, owner: Tensor, ids: Tensor, keep: Tensor, words: List[Tensor], sizes: Tensor, epsilons: Tensor, vision: List[Tensor], qformer: List[Tensor], projection: List[Tensor], reads: List[Tensor], speaks: List[Tensor]) -> List[Tensor]:
    cost = (self).loss(image, owner, ids, keep, words, sizes, epsilons, vision, qformer, projection, reads, speaks)
    return (self).slopes(cost, [vision, qformer, projection, reads, speaks])

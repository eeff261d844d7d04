  # Flan-T5: root-mean-square norms, unscaled attention with a relative position bias, gated GELU. No biases anywhere.
  #
  # The encoder reads the soft prompt and, behind it, the words.
  #   soft [B,K,D]; ids [B,L]; keep [B,K+L], false on padding; buckets [K+L,K+L]
  #   w: words [V,D], position bias [buckets,H]; per block 9: norm, q, k, v, o, norm, gate, up, down; last norm
  def encode(self: __torch__.Kernels, soft: Tensor, ids: Tensor, keep: Tensor, buckets: Tensor, w: List[Tensor], layers: int, heads: int, eps: float, tanh: bool) -> Tensor:
    x = torch.cat([soft, torch.embedding(w[0], ids)], 1)
    bias = torch.unsqueeze(torch.permute(torch.embedding(w[1], buckets), [2, 0, 1]), 0)
    padding = torch.unsqueeze(torch.unsqueeze(torch.logical_not(keep), 1), 1)
    mask = torch.masked_fill(bias, padding, -3.4028234663852886e+38)
    for i in range(layers):
      p = 2 + i * 9
      y = (self).norm(x, w[p], eps)
      q = (self).split(torch.linear(y, w[p + 1]), heads)
      k = (self).split(torch.linear(y, w[p + 2]), heads)
      v = (self).split(torch.linear(y, w[p + 3]), heads)
      x = x + torch.linear((self).merge((self).attend(q, k, v, mask)), w[p + 4])
      x = x + (self).feed((self).norm(x, w[p + 5], eps), w[p + 6], w[p + 7], w[p + 8], tanh)
    return (self).norm(x, w[2 + layers * 9], eps)
  # What the decoder's cross-attention reads, once per prompt: keys and values [B,H,S,dk] of every block.
  #   w: words [V,D], position bias [buckets,H]; per block 14: norm, q, k, v, o, norm, q, k, v, o, norm, gate, up, down;
  #   last norm, head [V,D]
  def cross(self: __torch__.Kernels, encoded: Tensor, w: List[Tensor], layers: int, heads: int) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    for i in range(layers):
      p = 2 + i * 14
      k = torch.contiguous((self).split(torch.linear(encoded, w[p + 7]), heads))
      v = torch.contiguous((self).split(torch.linear(encoded, w[p + 8]), heads))
      _0 = torch.append(out, k)
      _1 = torch.append(out, v)
    return out
  # One token for every row.
  #   tokens [B]; pos: how many tokens stand in the cache; cache: per block keys and values [B,H,M,dk], written in place
  #   cross as above; keep [B,S]; buckets [M] by distance
  def step(self: __torch__.Kernels, tokens: Tensor, pos: int, cache: List[Tensor], cross: List[Tensor], keep: Tensor, buckets: Tensor, w: List[Tensor], layers: int, heads: int, eps: float, tanh: bool) -> Tensor:
    x = torch.unsqueeze(torch.embedding(w[0], tokens), 1)
    # [H, pos+1] by distance, turned round: the nearest key is the last
    near = torch.transpose(torch.embedding(w[1], torch.slice(buckets, 0, 0, pos + 1)), 0, 1)
    bias = torch.unsqueeze(torch.unsqueeze(torch.flip(near, [1]), 1), 0)
    mask = torch.unsqueeze(torch.unsqueeze(keep, 1), 1)
    for i in range(layers):
      p = 2 + i * 14
      y = (self).norm(x, w[p], eps)
      q = (self).split(torch.linear(y, w[p + 1]), heads)
      keys = cache[i * 2]
      values = cache[i * 2 + 1]
      _0 = torch.copy_(torch.slice(keys, 2, pos, pos + 1), (self).split(torch.linear(y, w[p + 2]), heads))
      _1 = torch.copy_(torch.slice(values, 2, pos, pos + 1), (self).split(torch.linear(y, w[p + 3]), heads))
      a = (self).attend(q, torch.slice(keys, 2, 0, pos + 1), torch.slice(values, 2, 0, pos + 1), bias)
      x = x + torch.linear((self).merge(a), w[p + 4])
      y = (self).norm(x, w[p + 5], eps)
      q = (self).split(torch.linear(y, w[p + 6]), heads)
      x = x + torch.linear((self).merge((self).attend(q, cross[i * 2], cross[i * 2 + 1], mask)), w[p + 9])
      x = x + (self).feed((self).norm(x, w[p + 10], eps), w[p + 11], w[p + 12], w[p + 13], tanh)
    last = 2 + layers * 14
    return torch.linear(torch.select((self).norm(x, w[last], eps), 1, 0), w[last + 1])
  def attend(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
    return torch.scaled_dot_product_attention(q, k, v, mask, 0., False, scale=1.)
  def feed(self: __torch__.Kernels, x: Tensor, gate: Tensor, up: Tensor, down: Tensor, tanh: bool) -> Tensor:
    g = torch.linear(x, gate)
    if tanh:
      a = torch.gelu(g, approximate="tanh")
    else:
      a = torch.gelu(g)
    return torch.linear(a * torch.linear(x, up), down)
  def norm(self: __torch__.Kernels, x: Tensor, weight: Tensor, eps: float) -> Tensor:
    return torch.rms_norm(x, [torch.size(x, -1)], weight, eps)
  def split(self: __torch__.Kernels, x: Tensor, heads: int) -> Tensor:
    return torch.transpose(torch.view(x, [torch.size(x, 0), torch.size(x, 1), heads, -1]), 1, 2)
  def merge(self: __torch__.Kernels, x: Tensor) -> Tensor:
    y = torch.transpose(x, 1, 2)
    return torch.reshape(y, [torch.size(y, 0), torch.size(y, 1), -1])

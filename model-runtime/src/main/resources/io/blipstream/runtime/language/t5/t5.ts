  # Flan-T5: root-mean-square norms, unscaled attention with a relative position bias, feed-forward layers gated or
  # not (then the place of the up matrix holds the gate once more, unread). No biases anywhere.
  #
  # The encoder reads the soft prompt and, behind it, the words.
  #   soft [B,K,D]; ids [B,L]; keep [B,K+L], false on padding; buckets [K+L,K+L]
  #   w: words [V,D], position bias [buckets,H]; per block 9: norm, q, k, v, o, norm, gate, up, down; last norm
  def encode(self: __torch__.Kernels, soft: Tensor, ids: Tensor, keep: Tensor, buckets: Tensor, w: List[Tensor], layers: int, heads: int, eps: float, act: int, gated: bool) -> Tensor:
    x = torch.cat([soft, torch.embedding(w[0], ids)], 1)
    bias = torch.unsqueeze(torch.permute(torch.embedding(w[1], buckets), [2, 0, 1]), 0)
    padding = torch.unsqueeze(torch.unsqueeze(torch.logical_not(keep), 1), 1)
    mask = torch.masked_fill(bias, padding, -3.3e+38)
    for i in range(layers):
      p = 2 + i * 9
      y = (self).rms_norm(x, w[p], eps)
      q = (self).split((self).dense(y, w[p + 1], None), heads)
      k = (self).split((self).dense(y, w[p + 2], None), heads)
      v = (self).split((self).dense(y, w[p + 3], None), heads)
      x = (self).dense_add((self).merge((self).attend(q, k, v, mask)), w[p + 4], None, x)
      x = (self).feed(x, (self).rms_norm(x, w[p + 5], eps), w[p + 6], w[p + 7], w[p + 8], act, gated)
    return (self).rms_norm(x, w[2 + layers * 9], eps)
  # What the decoder's cross-attention reads, once per prompt: keys and values of every block [B,2N,H,S,dk].
  #   w: words [V,D], position bias [buckets,H]; per block 14: norm, q, k, v, o, norm, q, k, v, o, norm, gate, up, down;
  #   last norm, head [V,D] (scale: what the decoder's output is multiplied by before it)
  def cross(self: __torch__.Kernels, encoded: Tensor, w: List[Tensor], layers: int, heads: int) -> Tensor:
    all = annotate(List[Tensor], [])
    for i in range(layers):
      p = 2 + i * 14
      _0 = torch.append(all, (self).split((self).dense(encoded, w[p + 7], None), heads))
      _1 = torch.append(all, (self).split((self).dense(encoded, w[p + 8], None), heads))
    return torch.stack(all, 1)
  # The position bias by distance [N], turned round: the nearest key is the last. [1,H,1,N]
  def near(self: __torch__.Kernels, buckets: Tensor, w: List[Tensor]) -> Tensor:
    bias = torch.transpose(torch.embedding(w[1], torch.flip(buckets, [0])), 0, 1)
    return torch.contiguous(torch.unsqueeze(torch.unsqueeze(bias, 1), 0))
  # A whole answer at once, every token seeing those before it: how answers are learned. Nothing is written in place.
  #   tokens [B,T]; encoded [B,S,D]; keep [B,S], false on padding; buckets [T,T]; result [B,T,V]
  def decode(self: __torch__.Kernels, tokens: Tensor, encoded: Tensor, keep: Tensor, buckets: Tensor, w: List[Tensor], layers: int, heads: int, eps: float, act: int, gated: bool, scale: float) -> Tensor:
    x = torch.embedding(w[0], tokens)
    bias = torch.unsqueeze(torch.permute(torch.embedding(w[1], buckets), [2, 0, 1]), 0)
    later = torch.triu(torch.ones_like(buckets), 1)
    seen = torch.masked_fill(bias, torch.gt(later, 0), -3.3e+38)
    mask = torch.unsqueeze(torch.unsqueeze(keep, 1), 1)
    for i in range(layers):
      p = 2 + i * 14
      y = (self).rms_norm(x, w[p], eps)
      q = (self).split((self).dense(y, w[p + 1], None), heads)
      k = (self).split((self).dense(y, w[p + 2], None), heads)
      v = (self).split((self).dense(y, w[p + 3], None), heads)
      x = (self).dense_add((self).merge((self).attend(q, k, v, seen)), w[p + 4], None, x)
      q = (self).split((self).dense((self).rms_norm(x, w[p + 5], eps), w[p + 6], None), heads)
      k = (self).split((self).dense(encoded, w[p + 7], None), heads)
      v = (self).split((self).dense(encoded, w[p + 8], None), heads)
      x = (self).dense_add((self).merge((self).attend(q, k, v, mask)), w[p + 9], None, x)
      x = (self).feed(x, (self).rms_norm(x, w[p + 10], eps), w[p + 11], w[p + 12], w[p + 13], act, gated)
    last = 2 + layers * 14
    return (self).dense((self).rms_norm(x, w[last], eps) * scale, w[last + 1], None)
  # One token for every row.
  #   tokens [R]; spoken: what rows said, [R..,2N,H,C,dk], of which columns first..now are seen and column now is written;
  #   starts [R]: columns before belong to others (ragged: some do); near as above
  #   read: prompts [P..,2N,H,S..,dk]; lengths [P] up to longest (padded: some are shorter)
  #   grid: empty where row i reads prompt i; else rows by prompt [P*n], and each row's place there [R]
  def step(self: __torch__.Kernels, tokens: Tensor, spoken: Tensor, first: int, now: int, starts: Tensor, ragged: bool, near: Tensor, read: Tensor, lengths: Tensor, padded: bool, longest: int, grid: List[Tensor], w: List[Tensor], layers: int, heads: int, eps: float, act: int, gated: bool, scale: float) -> Tensor:
    x = torch.embedding(w[0], tokens)
    r = torch.size(x, 0)
    p = torch.size(lengths, 0)
    bias = (self).recent(near, first, now, starts, ragged)
    mask = (self).kept(lengths, longest, padded)
    said = torch.slice(spoken, 0, 0, r)
    seen = torch.slice(said, 3, first, now + 1)
    prompts = torch.slice(torch.slice(read, 0, 0, p), 3, 0, longest)
    for i in range(layers):
      b = 2 + i * 14
      y = (self).rms_norm(x, w[b], eps)
      q = torch.view((self).dense(y, w[b + 1], None), [r, heads, 1, -1])
      k = torch.view((self).dense(y, w[b + 2], None), [r, heads, -1])
      v = torch.view((self).dense(y, w[b + 3], None), [r, heads, -1])
      _0 = torch.copy_(torch.select(torch.select(said, 1, i * 2), 2, now), k)
      _1 = torch.copy_(torch.select(torch.select(said, 1, i * 2 + 1), 2, now), v)
      a = (self).attend(q, torch.select(seen, 1, i * 2), torch.select(seen, 1, i * 2 + 1), bias)
      x = (self).dense_add(torch.reshape(a, [r, -1]), w[b + 4], None, x)
      q = (self).dense((self).rms_norm(x, w[b + 5], eps), w[b + 6], None)
      a = (self).consult(q, torch.select(prompts, 1, i * 2), torch.select(prompts, 1, i * 2 + 1), mask, grid, heads)
      x = (self).dense_add(a, w[b + 9], None, x)
      x = (self).feed(x, (self).rms_norm(x, w[b + 10], eps), w[b + 11], w[b + 12], w[b + 13], act, gated)
    last = 2 + layers * 14
    return (self).dense((self).rms_norm(x, w[last], eps) * scale, w[last + 1], None)
  # The bias of the columns that are seen, [1 or R,H,1,span]
  def recent(self: __torch__.Kernels, near: Tensor, first: int, now: int, starts: Tensor, ragged: bool) -> Tensor:
    bias = torch.slice(near, 3, torch.size(near, 3) - (now + 1 - first), 9223372036854775807)
    if ragged:
      columns = torch.arange(first, now + 1, device=ops.prim.device(starts))
      others = torch.lt(torch.unsqueeze(columns, 0), torch.unsqueeze(starts, 1))
      out = torch.masked_fill(bias, torch.unsqueeze(torch.unsqueeze(others, 1), 1), -3.3e+38)
    else:
      out = bias
    return out
  def kept(self: __torch__.Kernels, lengths: Tensor, longest: int, padded: bool) -> Optional[Tensor]:
    if padded:
      columns = torch.arange(longest, device=ops.prim.device(lengths))
      kept = torch.lt(torch.unsqueeze(columns, 0), torch.unsqueeze(lengths, 1))
      out = annotate(Optional[Tensor], torch.unsqueeze(torch.unsqueeze(kept, 1), 1))
    else:
      out = annotate(Optional[Tensor], None)
    return out
  # Cross-attention of queries [R,H*dk]: all rows of a prompt at once
  def consult(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor], grid: List[Tensor], heads: int) -> Tensor:
    if torch.eq(torch.len(grid), 0):
      a = (self).attend(torch.view(q, [torch.size(q, 0), heads, 1, -1]), k, v, mask)
      out = torch.reshape(a, [torch.size(q, 0), -1])
    else:
      by_prompt = torch.view(torch.index_select(q, 0, grid[0]), [torch.size(k, 0), -1, torch.size(q, 1)])
      a = (self).merge((self).attend((self).split(by_prompt, heads), k, v, mask))
      out = torch.index_select(torch.reshape(a, [-1, torch.size(q, 1)]), 0, grid[1])
    return out
  def attend(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor]) -> Tensor:
    return torch.scaled_dot_product_attention(q, k, v, mask, 0., False, scale=1.)
  def feed(self: __torch__.Kernels, x: Tensor, y: Tensor, gate: Tensor, up: Tensor, down: Tensor, act: int, gated: bool) -> Tensor:
    g = (self).dense_act(y, gate, None, act)
    if gated:
      z = g * (self).dense(y, up, None)
    else:
      z = g
    return (self).dense_add(z, down, None, x)
  def split(self: __torch__.Kernels, x: Tensor, heads: int) -> Tensor:
    return torch.transpose(torch.view(x, [torch.size(x, 0), torch.size(x, 1), heads, -1]), 1, 2)
  def merge(self: __torch__.Kernels, x: Tensor) -> Tensor:
    y = torch.transpose(x, 1, 2)
    return torch.reshape(y, [torch.size(y, 0), torch.size(y, 1), -1])

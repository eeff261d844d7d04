  # LLaMA: root-mean-square norms, rotary positions, causal attention, gated SiLU. No biases.
  #
  # Prompts are padded on the right, which needs no mask, and remembered as the reference pads them: on the left.
  #   soft [B,K,D]; ids [B,L]; last [B]: where each row's prompt ends (ragged: not everywhere at the end)
  #   w: words [V,D]; per block 9: norm, q, k, v, o, norm, gate, up, down; last norm, head [V,D]
  #   -> logits [B,V]; keys and values of every block [B,2N,H,K+L,dk], to the right
  def read(self: __torch__.Kernels, soft: Tensor, ids: Tensor, last: Tensor, ragged: bool, frequencies: Tensor, w: List[Tensor], layers: int, width: int, eps: float) -> List[Tensor]:
    x = torch.cat([soft, torch.embedding(w[0], ids)], 1)
    n = torch.size(x, 1)
    columns = torch.arange(n, device=ops.prim.device(x))
    rows = torch.arange(torch.size(x, 0), device=ops.prim.device(x))
    # what comes to stand in each column; on the left, a row repeats its first: nobody looks there
    shifted = torch.clamp_min(torch.unsqueeze(columns - (n - 1), 0) + torch.unsqueeze(last, 1), 0)
    all = annotate(List[Tensor], [])
    y = (self).blocks(x, rows, shifted, ragged, all, frequencies, w, layers, width, eps)
    end = torch.index(y, annotate(List[Optional[Tensor]], [rows, last]))
    return [(self).head(end, w, layers, eps), torch.stack(all, 1)]
  # What is said at some places of many rows, to learn from: prompts and answers one behind the other, padded on the right.
  #   places [S]: of the rows, one behind the other -> logits [S,V]
  def said(self: __torch__.Kernels, soft: Tensor, ids: Tensor, places: Tensor, frequencies: Tensor, w: List[Tensor], layers: int, width: int, eps: float) -> Tensor:
    x = torch.cat([soft, torch.embedding(w[0], ids)], 1)
    y = (self).blocks(x, places, places, False, annotate(List[Tensor], []), frequencies, w, layers, width, eps)
    return (self).head(torch.index_select(torch.flatten(y, 0, 1), 0, places), w, layers, eps)
  # All blocks over whole rows; keys and values are appended to the list.
  def blocks(self: __torch__.Kernels, soft: Tensor, rows: Tensor, shifted: Tensor, ragged: bool, all: List[Tensor], frequencies: Tensor, w: List[Tensor], layers: int, width: int, eps: float) -> Tensor:
    x = soft
    b = torch.size(x, 0)
    n = torch.size(x, 1)
    angles = (self).angles(torch.arange(n, device=ops.prim.device(x)), frequencies)
    cos = torch.to(torch.unsqueeze(torch.cos(angles), 1), ops.prim.dtype(x))
    sin = torch.to(torch.unsqueeze(torch.sin(angles), 1), ops.prim.dtype(x))
    for i in range(layers):
      p = 1 + i * 9
      y = (self).rms_norm(x, w[p], eps)
      q = (self).turn((self).heads((self).dense(y, w[p + 1], None), width), cos, sin)
      k = (self).turn((self).heads((self).dense(y, w[p + 2], None), width), cos, sin)
      v = (self).heads((self).dense(y, w[p + 3], None), width)
      _0 = torch.append(all, (self).right(k, rows, shifted, ragged))
      _1 = torch.append(all, (self).right(v, rows, shifted, ragged))
      s = torch.floordiv(torch.size(q, 2), torch.size(k, 2))
      keys = (self).shared(torch.transpose(k, 1, 2), s)
      values = (self).shared(torch.transpose(v, 1, 2), s)
      a = torch.scaled_dot_product_attention(torch.transpose(q, 1, 2), keys, values, None, 0., True)
      x = (self).dense_add(torch.reshape(torch.transpose(a, 1, 2), [b, n, -1]), w[p + 4], None, x)
      x = (self).feed(x, (self).rms_norm(x, w[p + 5], eps), w[p + 6], w[p + 7], w[p + 8])
    return x
  def head(self: __torch__.Kernels, x: Tensor, w: List[Tensor], layers: int, eps: float) -> Tensor:
    return (self).dense((self).rms_norm(x, w[1 + layers * 9], eps), w[2 + layers * 9], None)
  # [B,N,H,dk] -> [B,H,N,dk], the end of each row in the last column
  def right(self: __torch__.Kernels, x: Tensor, rows: Tensor, shifted: Tensor, ragged: bool) -> Tensor:
    if ragged:
      y = torch.index(x, annotate(List[Optional[Tensor]], [torch.unsqueeze(rows, 1), shifted]))
    else:
      y = x
    return torch.transpose(y, 1, 2)
  # One token for every row.
  #   tokens [R]; spoken: what rows read and said, [R..,2N,H,C,dk], of which columns first..now are seen and column now is
  #   written; starts [R]: the column of each row's first position (ragged: columns before belong to others)
  def step(self: __torch__.Kernels, tokens: Tensor, spoken: Tensor, first: int, now: int, starts: Tensor, ragged: bool, frequencies: Tensor, w: List[Tensor], layers: int, width: int, eps: float) -> Tensor:
    x = torch.embedding(w[0], tokens)
    r = torch.size(x, 0)
    angles = (self).angles(now - starts, frequencies)
    cos = torch.to(torch.unsqueeze(torch.cos(angles), 1), ops.prim.dtype(x))
    sin = torch.to(torch.unsqueeze(torch.sin(angles), 1), ops.prim.dtype(x))
    mask = (self).own(first, now, starts, ragged)
    said = torch.slice(spoken, 0, 0, r)
    seen = torch.slice(said, 3, first, now + 1)
    for i in range(layers):
      p = 1 + i * 9
      y = (self).rms_norm(x, w[p], eps)
      q = (self).turn((self).heads((self).dense(y, w[p + 1], None), width), cos, sin)
      k = (self).turn((self).heads((self).dense(y, w[p + 2], None), width), cos, sin)
      v = (self).heads((self).dense(y, w[p + 3], None), width)
      _0 = torch.copy_(torch.select(torch.select(said, 1, i * 2), 2, now), k)
      _1 = torch.copy_(torch.select(torch.select(said, 1, i * 2 + 1), 2, now), v)
      s = torch.floordiv(torch.size(q, 1), torch.size(k, 1))
      keys = (self).shared(torch.select(seen, 1, i * 2), s)
      values = (self).shared(torch.select(seen, 1, i * 2 + 1), s)
      a = torch.scaled_dot_product_attention(torch.unsqueeze(q, 2), keys, values, mask, 0., False)
      x = (self).dense_add(torch.reshape(a, [r, -1]), w[p + 4], None, x)
      x = (self).feed(x, (self).rms_norm(x, w[p + 5], eps), w[p + 6], w[p + 7], w[p + 8])
    return (self).head(x, w, layers, eps)
  # Which columns are a row's own: [R,1,1,span]
  def own(self: __torch__.Kernels, first: int, now: int, starts: Tensor, ragged: bool) -> Optional[Tensor]:
    if ragged:
      columns = torch.arange(first, now + 1, device=ops.prim.device(starts))
      own = torch.ge(torch.unsqueeze(columns, 0), torch.unsqueeze(starts, 1))
      out = annotate(Optional[Tensor], torch.unsqueeze(torch.unsqueeze(own, 1), 1))
    else:
      out = annotate(Optional[Tensor], None)
    return out
  # [N] positions -> [N, dk], fp32 always, since bf16 does not tell position 257 from 258; each frequency stands for a
  # dimension of both halves
  def angles(self: __torch__.Kernels, pos: Tensor, frequencies: Tensor) -> Tensor:
    half = torch.unsqueeze(torch.to(pos, 6), 1) * torch.unsqueeze(frequencies, 0)
    return torch.cat([half, half], 1)
  def turn(self: __torch__.Kernels, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    half = torch.floordiv(torch.size(x, -1), 2)
    first = torch.slice(x, -1, 0, half)
    second = torch.slice(x, -1, half, 9223372036854775807)
    return x * cos + torch.cat([torch.neg(second), first], -1) * sin
  def heads(self: __torch__.Kernels, x: Tensor, width: int) -> Tensor:
    return torch.unflatten(x, -1, [-1, width])
  # [B,H,N,dk] -> [B,H*s,N,dk]: key heads handed to the query heads that share them
  def shared(self: __torch__.Kernels, x: Tensor, s: int) -> Tensor:
    if torch.gt(s, 1):
      y = torch.repeat_interleave(x, s, 1)
    else:
      y = x
    return y
  def feed(self: __torch__.Kernels, x: Tensor, y: Tensor, gate: Tensor, up: Tensor, down: Tensor) -> Tensor:
    g = torch.silu((self).dense(y, gate, None))
    return (self).dense_add(g * (self).dense(y, up, None), down, None, x)

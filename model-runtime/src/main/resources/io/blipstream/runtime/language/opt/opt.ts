  # OPT: layer norms before the layers, or behind them (before: false), learned positions from row 2 on, causal attention, relu. Biases everywhere.
  #
  # Prompts are padded on the right, which needs no mask, and remembered as the reference pads them: on the left.
  #   soft [B,K,D]; ids [B,L]; last [B]: where each row's prompt ends (ragged: not everywhere at the end)
  #   w: words [V,D], positions [2+P,D]; per block 16, each with its bias: norm, q, k, v, out, norm, in, out; last norm and
  #   bias where it is (last_norm), head [V,D]
  #   -> logits [B,V]; keys and values of every block [B,2N,H,K+L,dk], to the right
  def read(self: __torch__.Kernels, soft: Tensor, ids: Tensor, last: Tensor, ragged: bool, w: List[Tensor], layers: int, heads: int, act: int, before: bool, last_norm: bool) -> List[Tensor]:
    x = torch.cat([soft, torch.embedding(w[0], ids)], 1)
    n = torch.size(x, 1)
    columns = torch.arange(n, device=ops.prim.device(x))
    rows = torch.arange(torch.size(x, 0), device=ops.prim.device(x))
    # what comes to stand in each column; on the left, a row repeats its first: nobody looks there
    shifted = torch.clamp_min(torch.unsqueeze(columns - (n - 1), 0) + torch.unsqueeze(last, 1), 0)
    all = annotate(List[Tensor], [])
    y = (self).blocks(x, rows, shifted, ragged, all, w, layers, heads, act, before)
    end = torch.index(y, annotate(List[Optional[Tensor]], [rows, last]))
    return [(self).head(end, w, layers, last_norm), torch.stack(all, 1)]
  # What is said at some places of many rows, to learn from: prompts and answers one behind the other, padded on the right.
  #   places [S]: of the rows, one behind the other -> logits [S,V]
  def said(self: __torch__.Kernels, soft: Tensor, ids: Tensor, places: Tensor, w: List[Tensor], layers: int, heads: int, act: int, before: bool, last_norm: bool) -> Tensor:
    x = torch.cat([soft, torch.embedding(w[0], ids)], 1)
    y = (self).blocks(x, places, places, False, annotate(List[Tensor], []), w, layers, heads, act, before)
    return (self).head(torch.index_select(torch.flatten(y, 0, 1), 0, places), w, layers, last_norm)
  # All blocks over whole rows; keys and values are appended to the list.
  def blocks(self: __torch__.Kernels, soft: Tensor, rows: Tensor, shifted: Tensor, ragged: bool, all: List[Tensor], w: List[Tensor], layers: int, heads: int, act: int, before: bool) -> Tensor:
    b = torch.size(soft, 0)
    n = torch.size(soft, 1)
    x = soft + torch.slice(w[1], 0, 2, n + 2)
    for i in range(layers):
      p = 2 + i * 16
      y = (self).opened(x, w, p, before)
      q = (self).heads((self).dense(y, w[p + 2], w[p + 3]), heads)
      k = (self).heads((self).dense(y, w[p + 4], w[p + 5]), heads)
      v = (self).heads((self).dense(y, w[p + 6], w[p + 7]), heads)
      _0 = torch.append(all, (self).right(k, rows, shifted, ragged))
      _1 = torch.append(all, (self).right(v, rows, shifted, ragged))
      a = torch.scaled_dot_product_attention(torch.transpose(q, 1, 2), torch.transpose(k, 1, 2), torch.transpose(v, 1, 2), None, 0., True)
      x = (self).closed((self).dense_add(torch.reshape(torch.transpose(a, 1, 2), [b, n, -1]), w[p + 8], w[p + 9], x), w, p, before)
      x = (self).feed(x, w, p + 10, act, before)
    return x
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
  def step(self: __torch__.Kernels, tokens: Tensor, spoken: Tensor, first: int, now: int, starts: Tensor, ragged: bool, w: List[Tensor], layers: int, heads: int, act: int, before: bool, last_norm: bool) -> Tensor:
    x = torch.embedding(w[0], tokens) + torch.embedding(w[1], now + 2 - starts)
    r = torch.size(x, 0)
    mask = (self).own(first, now, starts, ragged)
    said = torch.slice(spoken, 0, 0, r)
    seen = torch.slice(said, 3, first, now + 1)
    for i in range(layers):
      p = 2 + i * 16
      y = (self).opened(x, w, p, before)
      q = (self).heads((self).dense(y, w[p + 2], w[p + 3]), heads)
      _0 = torch.copy_(torch.select(torch.select(said, 1, i * 2), 2, now), (self).heads((self).dense(y, w[p + 4], w[p + 5]), heads))
      _1 = torch.copy_(torch.select(torch.select(said, 1, i * 2 + 1), 2, now), (self).heads((self).dense(y, w[p + 6], w[p + 7]), heads))
      a = torch.scaled_dot_product_attention(torch.unsqueeze(q, 2), torch.select(seen, 1, i * 2), torch.select(seen, 1, i * 2 + 1), mask, 0., False)
      x = (self).closed((self).dense_add(torch.reshape(a, [r, -1]), w[p + 8], w[p + 9], x), w, p, before)
      x = (self).feed(x, w, p + 10, act, before)
    return (self).head(x, w, layers, last_norm)
  # Which columns are a row's own: [R,1,1,span]
  def own(self: __torch__.Kernels, first: int, now: int, starts: Tensor, ragged: bool) -> Optional[Tensor]:
    if ragged:
      columns = torch.arange(first, now + 1, device=ops.prim.device(starts))
      own = torch.ge(torch.unsqueeze(columns, 0), torch.unsqueeze(starts, 1))
      out = annotate(Optional[Tensor], torch.unsqueeze(torch.unsqueeze(own, 1), 1))
    else:
      out = annotate(Optional[Tensor], None)
    return out
  def heads(self: __torch__.Kernels, x: Tensor, heads: int) -> Tensor:
    return torch.unflatten(x, -1, [heads, -1])
  def feed(self: __torch__.Kernels, x: Tensor, w: List[Tensor], p: int, act: int, before: bool) -> Tensor:
    y = (self).dense_act((self).opened(x, w, p, before), w[p + 2], w[p + 3], act)
    return (self).closed((self).dense_add(y, w[p + 4], w[p + 5], x), w, p, before)
  def head(self: __torch__.Kernels, x: Tensor, w: List[Tensor], layers: int, last_norm: bool) -> Tensor:
    p = 2 + layers * 16
    if last_norm:
      y = (self).dense((self).norm(x, w, p), w[p + 2], None)
    else:
      y = (self).dense(x, w[p], None)
    return y
  # What a layer reads, and what goes on behind it: one of the two is normed.
  def opened(self: __torch__.Kernels, x: Tensor, w: List[Tensor], p: int, before: bool) -> Tensor:
    if before:
      y = (self).norm(x, w, p)
    else:
      y = x
    return y
  def closed(self: __torch__.Kernels, x: Tensor, w: List[Tensor], p: int, before: bool) -> Tensor:
    if before:
      y = x
    else:
      y = (self).norm(x, w, p)
    return y
  def norm(self: __torch__.Kernels, x: Tensor, w: List[Tensor], p: int) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], w[p], w[p + 1], 1.0000000000000001e-05)

  # LLaMA: root-mean-square norms, rotary positions, causal attention, gated SiLU. No biases.
  #
  # Rows are padded on the right and keep their own positions, so a row's padding is overwritten by what it says.
  # That equals the reference's left padding, whose pads take no positions, and needs no shifting.
  #   soft [B,K,D]; ids [B,L]; last [B]: where each row's prompt ends; cache: per block keys and values [B,M,H,dk]
  #   w: words [V,D]; per block 9: norm, q, k, v, o, norm, gate, up, down; last norm, head [V,D]
  def read(self: __torch__.Kernels, soft: Tensor, ids: Tensor, last: Tensor, cache: List[Tensor], frequencies: Tensor, w: List[Tensor], layers: int, width: int, eps: float) -> Tensor:
    x = torch.cat([soft, torch.embedding(w[0], ids)], 1)
    b = torch.size(x, 0)
    n = torch.size(x, 1)
    angles = (self).angles(torch.arange(n, device=ops.prim.device(x)), frequencies)
    cos = torch.unsqueeze(torch.cos(angles), 1)
    sin = torch.unsqueeze(torch.sin(angles), 1)
    for i in range(layers):
      p = 1 + i * 9
      y = (self).norm(x, w[p], eps)
      q = (self).turn((self).heads(torch.linear(y, w[p + 1]), width), cos, sin)
      k = (self).turn((self).heads(torch.linear(y, w[p + 2]), width), cos, sin)
      v = (self).heads(torch.linear(y, w[p + 3]), width)
      _0 = torch.copy_(torch.slice(cache[i * 2], 1, 0, n), k)
      _1 = torch.copy_(torch.slice(cache[i * 2 + 1], 1, 0, n), v)
      s = torch.floordiv(torch.size(q, 2), torch.size(k, 2))
      a = torch.scaled_dot_product_attention(torch.transpose(q, 1, 2), (self).shared(k, s), (self).shared(v, s), None, 0., True)
      x = x + torch.linear(torch.reshape(torch.transpose(a, 1, 2), [b, n, -1]), w[p + 4])
      x = x + (self).feed((self).norm(x, w[p + 5], eps), w[p + 6], w[p + 7], w[p + 8])
    rows = torch.arange(b, device=ops.prim.device(x))
    end = torch.index(x, annotate(List[Optional[Tensor]], [rows, last]))
    return torch.linear((self).norm(end, w[1 + layers * 9], eps), w[2 + layers * 9])
  # One token for every row.
  #   tokens [B]; pos [B]: where each row's token goes; span: the furthest of them plus one
  def step(self: __torch__.Kernels, tokens: Tensor, pos: Tensor, span: int, cache: List[Tensor], frequencies: Tensor, w: List[Tensor], layers: int, width: int, eps: float) -> Tensor:
    x = torch.embedding(w[0], tokens)
    b = torch.size(x, 0)
    rows = torch.arange(b, device=ops.prim.device(x))
    angles = (self).angles(pos, frequencies)
    cos = torch.unsqueeze(torch.cos(angles), 1)
    sin = torch.unsqueeze(torch.sin(angles), 1)
    seen = torch.le(torch.unsqueeze(torch.arange(span, device=ops.prim.device(x)), 0), torch.unsqueeze(pos, 1))
    mask = torch.unsqueeze(torch.unsqueeze(seen, 1), 1)
    for i in range(layers):
      p = 1 + i * 9
      y = (self).norm(x, w[p], eps)
      q = (self).turn((self).heads(torch.linear(y, w[p + 1]), width), cos, sin)
      k = (self).turn((self).heads(torch.linear(y, w[p + 2]), width), cos, sin)
      v = (self).heads(torch.linear(y, w[p + 3]), width)
      _0 = torch.index_put_(cache[i * 2], annotate(List[Optional[Tensor]], [rows, pos]), k)
      _1 = torch.index_put_(cache[i * 2 + 1], annotate(List[Optional[Tensor]], [rows, pos]), v)
      s = torch.floordiv(torch.size(q, 1), torch.size(k, 1))
      keys = (self).shared(torch.slice(cache[i * 2], 1, 0, span), s)
      values = (self).shared(torch.slice(cache[i * 2 + 1], 1, 0, span), s)
      a = torch.scaled_dot_product_attention(torch.unsqueeze(q, 2), keys, values, mask, 0., False)
      x = x + torch.linear(torch.reshape(a, [b, -1]), w[p + 4])
      x = x + (self).feed((self).norm(x, w[p + 5], eps), w[p + 6], w[p + 7], w[p + 8])
    return torch.linear((self).norm(x, w[1 + layers * 9], eps), w[2 + layers * 9])
  # [N] positions -> [N, dk]: each frequency stands for a dimension of both halves
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
  # [B,N,H,dk] -> [B,H*s,N,dk]: key heads handed to the query heads that share them
  def shared(self: __torch__.Kernels, x: Tensor, s: int) -> Tensor:
    y = torch.transpose(x, 1, 2)
    if torch.gt(s, 1):
      z = torch.repeat_interleave(y, s, 1)
    else:
      z = y
    return z
  def feed(self: __torch__.Kernels, x: Tensor, gate: Tensor, up: Tensor, down: Tensor) -> Tensor:
    return torch.linear(torch.silu(torch.linear(x, gate)) * torch.linear(x, up), down)
  def norm(self: __torch__.Kernels, x: Tensor, weight: Tensor, eps: float) -> Tensor:
    return torch.rms_norm(x, [torch.size(x, -1)], weight, eps)

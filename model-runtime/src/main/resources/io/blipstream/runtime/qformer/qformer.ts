  # The Q-Former. K queries and L instruction tokens attend to one another; queries alone look at the picture.
  #   queries [1,K,D]; ids [B,L]; keep [B,K+L], false on padding; image [N,T,Dv]; owner [B]: which picture each row is about
  #   w: words [V,D], positions [P,D], norm weight and bias; per layer: self-attention 10, cross-attention 10 where it
  #   crosses, feed-forward of the queries 6, of the instruction 6
  def encode(self: __torch__.Kernels, queries: Tensor, ids: Tensor, keep: Tensor, image: Tensor, owner: Tensor, w: List[Tensor], layers: int, cross_every: int, heads: int, eps: float, act: int) -> Tensor:
    mask = torch.unsqueeze(torch.unsqueeze(keep, 1), 1)
    return (self).through((self).begin(queries, ids, w, eps), torch.size(queries, 1), mask, False, image, owner, w, layers, cross_every, heads, eps, act)
  # All layers. x [B,K+L,D]; mask [B,1,1 or K+L,K+L]: who attends to whom; whole: what becomes of the text is returned, too.
  def through(self: __torch__.Kernels, begun: Tensor, k: int, mask: Tensor, whole: bool, image: Tensor, owner: Tensor, w: List[Tensor], layers: int, cross_every: int, heads: int, eps: float, act: int) -> Tensor:
    x = begun
    p = 4
    for i in range(layers):
      # After the last layer only the queries are used: there they attend alone, the instruction is just attended to.
      last = torch.__and__(torch.eq(i, layers - 1), torch.__not__(whole))
      if last:
        a = (self).attend(torch.slice(x, 1, 0, k), x, x, mask, w, p, heads, eps)
      else:
        a = (self).attend(x, x, x, mask, w, p, heads, eps)
      p = p + 10
      q = torch.slice(a, 1, 0, k)
      t = torch.slice(a, 1, k, 9223372036854775807)
      if torch.eq(torch.remainder(i, cross_every), 0):
        q = (self).look(q, image, owner, w, p, heads, eps)
        p = p + 10
      q = (self).feed(q, w, p, eps, act)
      if last:
        x = q
      else:
        x = torch.cat([q, (self).feed(t, w, p + 6, eps, act)], 1)
      p = p + 12
    return x
  # BLIP-2's: the queries alone, once per picture. w: norm weight and bias; per layer as above without the instruction's
  def encode_alone(self: __torch__.Kernels, queries: Tensor, image: Tensor, owner: Tensor, w: List[Tensor], layers: int, cross_every: int, heads: int, eps: float, act: int) -> Tensor:
    b = torch.size(image, 0)
    own = torch.arange(b, device=ops.prim.device(image))
    x = (self).norm(torch.expand(queries, [b, torch.size(queries, 1), torch.size(queries, 2)]), w[0], w[1], eps)
    p = 2
    for i in range(layers):
      x = (self).attend(x, x, x, None, w, p, heads, eps)
      p = p + 10
      if torch.eq(torch.remainder(i, cross_every), 0):
        x = (self).look(x, image, own, w, p, heads, eps)
        p = p + 10
      x = (self).feed(x, w, p, eps, act)
      p = p + 6
    return torch.index_select(x, 0, owner)
  # Where the queries look: of each layer that crosses, [B,K,T], the mean over its heads. As encode up to the last of them.
  def gaze(self: __torch__.Kernels, queries: Tensor, ids: Tensor, keep: Tensor, image: Tensor, owner: Tensor, w: List[Tensor], layers: int, cross_every: int, heads: int, eps: float, act: int) -> List[Tensor]:
    k = torch.size(queries, 1)
    x = (self).begin(queries, ids, w, eps)
    mask = torch.unsqueeze(torch.unsqueeze(keep, 1), 1)
    seen = annotate(List[Tensor], [])
    p = 4
    for i in range(layers):
      a = (self).attend(x, x, x, mask, w, p, heads, eps)
      p = p + 10
      q = torch.slice(a, 1, 0, k)
      t = torch.slice(a, 1, k, 9223372036854775807)
      if torch.eq(torch.remainder(i, cross_every), 0):
        _0 = torch.append(seen, (self).weigh(q, image, owner, w, p, heads))
        q = (self).look(q, image, owner, w, p, heads, eps)
        p = p + 10
      x = torch.cat([(self).feed(q, w, p, eps, act), (self).feed(t, w, p + 6, eps, act)], 1)
      p = p + 12
    return seen
  # The same of BLIP-2's.
  def gaze_alone(self: __torch__.Kernels, queries: Tensor, image: Tensor, owner: Tensor, w: List[Tensor], layers: int, cross_every: int, heads: int, eps: float, act: int) -> List[Tensor]:
    b = torch.size(owner, 0)
    x = (self).norm(torch.expand(queries, [b, torch.size(queries, 1), torch.size(queries, 2)]), w[0], w[1], eps)
    seen = annotate(List[Tensor], [])
    p = 2
    for i in range(layers):
      x = (self).attend(x, x, x, None, w, p, heads, eps)
      p = p + 10
      if torch.eq(torch.remainder(i, cross_every), 0):
        _0 = torch.append(seen, (self).weigh(x, image, owner, w, p, heads))
        x = (self).look(x, image, owner, w, p, heads, eps)
        p = p + 10
      x = (self).feed(x, w, p, eps, act)
      p = p + 6
    return seen
  # Queries before instruction tokens, [B,K+L,D].
  def begin(self: __torch__.Kernels, queries: Tensor, ids: Tensor, w: List[Tensor], eps: float) -> Tensor:
    b = torch.size(ids, 0)
    text = torch.embedding(w[0], ids) + torch.slice(w[1], 0, 0, torch.size(ids, 1))
    x = torch.cat([torch.expand(queries, [b, torch.size(queries, 1), torch.size(queries, 2)]), text], 1)
    return (self).norm(x, w[2], w[3], eps)
  def attend(self: __torch__.Kernels, x: Tensor, keys: Tensor, values: Tensor, mask: Optional[Tensor], w: List[Tensor], p: int, heads: int, eps: float) -> Tensor:
    q = (self).split((self).dense(x, w[p], w[p + 1]), heads)
    k = (self).split((self).dense(keys, w[p + 2], w[p + 3]), heads)
    v = (self).split((self).dense(values, w[p + 4], w[p + 5]), heads)
    a = torch.scaled_dot_product_attention(q, k, v, mask, 0., False)
    return (self).norm((self).dense_add((self).merge(a), w[p + 6], w[p + 7], x), w[p + 8], w[p + 9], eps)
  # Cross-attention. Keys and values are made once per picture and then handed to each of its rows.
  def look(self: __torch__.Kernels, x: Tensor, image: Tensor, owner: Tensor, w: List[Tensor], p: int, heads: int, eps: float) -> Tensor:
    q = (self).split((self).dense(x, w[p], w[p + 1]), heads)
    k = (self).split(torch.index_select((self).dense(image, w[p + 2], w[p + 3]), 0, owner), heads)
    v = (self).split(torch.index_select((self).dense(image, w[p + 4], w[p + 5]), 0, owner), heads)
    a = torch.scaled_dot_product_attention(q, k, v, None, 0., False)
    return (self).norm((self).dense_add((self).merge(a), w[p + 6], w[p + 7], x), w[p + 8], w[p + 9], eps)
  # The probabilities that look attends with, mean over heads.
  def weigh(self: __torch__.Kernels, x: Tensor, image: Tensor, owner: Tensor, w: List[Tensor], p: int, heads: int) -> Tensor:
    q = (self).split((self).dense(x, w[p], w[p + 1]), heads)
    k = (self).split(torch.index_select((self).dense(image, w[p + 2], w[p + 3]), 0, owner), heads)
    scores = torch.matmul(q, torch.transpose(k, -1, -2)) / torch.sqrt(torch.size(q, -1))
    return torch.mean(torch.softmax(scores, -1), [1])
  def feed(self: __torch__.Kernels, x: Tensor, w: List[Tensor], p: int, eps: float, act: int) -> Tensor:
    y = (self).dense_act(x, w[p], w[p + 1], act)
    return (self).norm((self).dense_add(y, w[p + 2], w[p + 3], x), w[p + 4], w[p + 5], eps)
  def norm(self: __torch__.Kernels, x: Tensor, weight: Tensor, bias: Tensor, eps: float) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], weight, bias, eps)
  def split(self: __torch__.Kernels, x: Tensor, heads: int) -> Tensor:
    return torch.transpose(torch.view(x, [torch.size(x, 0), torch.size(x, 1), heads, -1]), 1, 2)
  def merge(self: __torch__.Kernels, x: Tensor) -> Tensor:
    y = torch.transpose(x, 1, 2)
    return torch.reshape(y, [torch.size(y, 0), torch.size(y, 1), -1])

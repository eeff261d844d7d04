  # What BLIP-2's first stage costs: pictures and texts told apart (contrast), pairs that belong together told from pairs that
  # do not (match), texts said of what the queries hold (tell). Joined to the Q-Former's text that serves.
  #   image [N,T,Dv]; owner [B]: which of them each text is about; ids [B,L], keep [B,K+L]: texts; begun [B,L]: the same behind
  #   the token that begins to tell; right [B,L]: what comes next, -100 behind the end; alike [B,B]: the same picture or the
  #   same text; dice [B,2], 0 to 1
  #   sizes: layers, cross-attention every, heads, activation; epsilons: of the norms; of PyTorch's vectors of length 1
  #   w: queries, then the Q-Former's weights
  #   heads: to what is compared, of pictures and of texts, weight and bias each; match, weight and bias; temperature; to
  #   the words: weight and bias, norm weight and bias, bias of each word
  def loss(self: __torch__.Kernels, image: Tensor, owner: Tensor, ids: Tensor, keep: Tensor, begun: Tensor, right: Tensor, alike: Tensor, dice: Tensor, sizes: Tensor, epsilons: Tensor, w: List[Tensor], heads: List[Tensor]) -> Tensor:
    s = (self).numbers(sizes)
    e = (self).fractions(epsilons)
    k = torch.size(w[0], 1)
    columns = torch.arange(torch.size(keep, 1), device=ops.prim.device(image))
    row = torch.unsqueeze(columns, 1)
    column = torch.unsqueeze(columns, 0)
    kept = torch.unsqueeze(torch.unsqueeze(keep, 1), 1)
    # Queries and text each among themselves.
    apart = torch.logical_and(kept, torch.eq(torch.lt(row, k), torch.lt(column, k)))
    x = (self).both(ids, apart, image, owner, w, s, e)
    seen = (self).unit((self).dense(torch.slice(x, 1, 0, k), heads[0], heads[1]), e)
    said = (self).unit((self).dense(torch.select(x, 1, k), heads[2], heads[3]), e)
    near = torch.div(torch.amax(torch.matmul(seen, torch.t(said)), [1]), heads[6])
    contrast = torch.mul(torch.add((self).told(near, alike), (self).told(torch.t(near), alike)), 0.5)
    match = (self).match(torch.detach(near), image, owner, ids, keep, alike, dice, w, heads, s, e)
    # Queries among themselves; text sees them, and itself up to where it is.
    before = torch.logical_and(kept, torch.logical_or(torch.lt(column, k), torch.le(column, row)))
    t = torch.slice((self).both(begun, before, image, owner, w, s, e), 1, k, 9223372036854775807)
    h = torch.layer_norm((self).dense_act(t, heads[7], heads[8], s[3]), [torch.size(t, -1)], heads[9], heads[10], e[0])
    tell = torch.cross_entropy_loss(torch.flatten((self).dense(h, w[1], heads[11]), 0, 1), torch.flatten(right), None, 1, -100, 0.10000000000000001)
    return torch.add(torch.add(contrast, match), tell)
  def both(self: __torch__.Kernels, ids: Tensor, mask: Tensor, image: Tensor, owner: Tensor, w: List[Tensor], s: List[int], e: List[float]) -> Tensor:
    weights = torch.slice(w, 1)
    x = (self).qformer_begin(w[0], ids, weights, e[0])
    return (self).qformer_through(x, torch.size(w[0], 1), mask, True, image, owner, weights, s[0], s[1], s[2], e[0], s[3])
  def unit(self: __torch__.Kernels, x: Tensor, e: List[float]) -> Tensor:
    return torch.div(x, torch.clamp_min(torch.linalg_vector_norm(x, 2, [-1], True), e[1]))
  # Each row should find those that are like it, a tenth of its attention spread over all.
  def told(self: __torch__.Kernels, near: Tensor, alike: Tensor) -> Tensor:
    like = torch.to(alike, 6)
    wanted = torch.add(torch.mul(torch.div(like, torch.sum(like, [1], True)), 0.90000000000000002), 0.10000000000000001 / torch.size(near, 0))
    return torch.neg(torch.mean(torch.sum(torch.mul(wanted, torch.log_softmax(near, 1)), [1])))
  # The pairs, each text with a picture that it is not about, each picture with a text that is not about it: the nearer, the likelier.
  def match(self: __torch__.Kernels, near: Tensor, image: Tensor, owner: Tensor, ids: Tensor, keep: Tensor, alike: Tensor, dice: Tensor, w: List[Tensor], heads: List[Tensor], s: List[int], e: List[float]) -> Tensor:
    picture, no_picture = (self).other(torch.t(near), alike, torch.select(dice, 1, 0))
    text, no_text = (self).other(near, alike, torch.select(dice, 1, 1))
    owners = torch.cat([owner, torch.index_select(owner, 0, picture), owner])
    texts = torch.cat([ids, ids, torch.index_select(ids, 0, text)])
    kept = torch.cat([keep, keep, torch.index_select(keep, 0, text)])
    q = (self).qformer_encode(w[0], texts, kept, image, owners, torch.slice(w, 1), s[0], s[1], s[2], e[0], s[3])
    logits = torch.mean((self).dense(q, heads[4], heads[5]), [1])
    right = torch.cat([torch.ones_like(owner), torch.mul(torch.to(no_picture, 4), -100), torch.mul(torch.to(no_text, 4), -100)])
    return torch.cross_entropy_loss(logits, right, None, 1, -100, 0.)
  # One that is not like each row, and whether there is none.
  def other(self: __torch__.Kernels, near: Tensor, alike: Tensor, dice: Tensor) -> Tuple[Tensor, Tensor]:
    weights = torch.masked_fill(torch.add(torch.softmax(near, 1), 0.0001), alike, 0.)
    up = torch.cumsum(weights, 1)
    total = torch.select(up, 1, -1)
    passed = torch.le(up, torch.unsqueeze(torch.mul(dice, total), 1))
    place = torch.clamp_max(torch.sum(torch.to(passed, 4), [1]), torch.size(near, 1) - 1)
    return (place, torch.le(total, 0.))
  def learn(self: __torch__.Kernels, image: Tensor, owner: Tensor, ids: Tensor, keep: Tensor, begun: Tensor, right: Tensor, alike: Tensor, dice: Tensor, sizes: Tensor, epsilons: Tensor, w: List[Tensor], heads: List[Tensor]) -> List[Tensor]:
    cost = (self).loss(image, owner, ids, keep, begun, right, alike, dice, sizes, epsilons, w, heads)
    return (self).slopes(cost, [w, heads])

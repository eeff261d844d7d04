  # From logits to choices, in fp32 whatever the network's type. All are told as one tensor, since fetching it waits for the
  # device: [3,R] or [3,R,k] float64, which holds every token exactly: tokens, scores, log-probabilities before adjustment.
  #   said [R,P]: tokens already said, a row's blanks filled with one it holds; penalty [R]; silent [R]: the end may not come yet
  def adjusted(self: __torch__.Kernels, scores: Tensor, said: Tensor, penalty: Tensor, silent: Tensor, end: int) -> Tensor:
    held = torch.gather(scores, 1, said)
    p = torch.unsqueeze(penalty, 1)
    x = torch.scatter(scores, 1, said, torch.where(torch.lt(held, 0.), held * p, held / p))
    return torch.where(torch.unsqueeze(silent, 1), (self).without(x, end), x)
  def without(self: __torch__.Kernels, x: Tensor, token: int) -> Tensor:
    y = torch.clone(x)
    _0 = torch.fill_(torch.select(y, 1, token), -3.4028234663852886e+38)
    return y
  # The likeliest token of every row and its log-probability before adjustment.
  def best(self: __torch__.Kernels, logits: Tensor) -> Tensor:
    p = torch.log_softmax(torch.to(logits, 6), -1)
    most = torch.max(p, -1)
    return (self).told(most[1], most[0], most[0])
  def best_adjusted(self: __torch__.Kernels, logits: Tensor, said: Tensor, penalty: Tensor, silent: Tensor, end: int) -> Tensor:
    x = torch.to(logits, 6)
    token = torch.argmax((self).adjusted(x, said, penalty, silent, end), -1)
    p = (self).of(torch.log_softmax(x, -1), token)
    return (self).told(token, p, p)
  # The k likeliest ways to go on: adjusted log-probabilities [R,k], tokens [R,k], log-probabilities before adjustment [R,k].
  def expand(self: __torch__.Kernels, logits: Tensor, said: Tensor, penalty: Tensor, silent: Tensor, end: int, k: int) -> Tensor:
    p = torch.log_softmax(torch.to(logits, 6), -1)
    most = torch.topk((self).adjusted(p, said, penalty, silent, end), k)
    return (self).told(most[1], most[0], torch.gather(p, 1, most[1]))
  # A draw from the smallest set that holds top_p of the probability; chance [R] is uniform in [0,1).
  def draw(self: __torch__.Kernels, logits: Tensor, said: Tensor, penalty: Tensor, silent: Tensor, end: int, temperature: Tensor, top_p: Tensor, chance: Tensor) -> Tensor:
    x = torch.to(logits, 6)
    y = (self).adjusted(x, said, penalty, silent, end) / torch.unsqueeze(temperature, 1)
    sorted = torch.sort(torch.softmax(y, -1), -1, True)
    q = sorted[0]
    before = torch.cumsum(q, -1) - q
    kept = torch.where(torch.lt(before, torch.unsqueeze(top_p, 1)), q, torch.zeros_like(q))
    sums = torch.cumsum(kept, -1)
    target = torch.unsqueeze(chance, 1) * torch.slice(sums, 1, -1)
    place = torch.argmax(torch.to(torch.gt(sums, target), 3), -1)
    token = torch.squeeze(torch.gather(sorted[1], 1, torch.unsqueeze(place, 1)), 1)
    p = (self).of(torch.log_softmax(x, -1), token)
    return (self).told(token, p, p)
  # Given tokens [R].
  def given(self: __torch__.Kernels, logits: Tensor, tokens: Tensor) -> Tensor:
    p = (self).of(torch.log_softmax(torch.to(logits, 6), -1), tokens)
    return (self).told(tokens, p, p)
  def of(self: __torch__.Kernels, p: Tensor, tokens: Tensor) -> Tensor:
    return torch.squeeze(torch.gather(p, 1, torch.unsqueeze(tokens, 1)), 1)
  def rows(self: __torch__.Kernels, logits: Tensor, rows: Tensor) -> Tensor:
    return torch.index_select(logits, 0, rows)
  def told(self: __torch__.Kernels, tokens: Tensor, scores: Tensor, p: Tensor) -> Tensor:
    return torch.stack([torch.to(tokens, 7), torch.to(scores, 7), torch.to(p, 7)])

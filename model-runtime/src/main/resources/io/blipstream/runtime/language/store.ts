  # Keys and values of many rows: [rows, tensors, heads, columns, width]. All numbers in use are finite: a masked one still
  # meets a zero probability, and zero times NaN is NaN.
  def blank(self: __torch__.Kernels, like: Tensor, rows: int, tensors: int, heads: int, columns: int, width: int) -> Tensor:
    return torch.new_zeros(like, [rows, tensors, heads, columns, width])
  # The first rows and some columns of a store in a new one of another size, the columns at a new place.
  def relaid(self: __torch__.Kernels, store: Tensor, kept: int, first: int, end: int, rows: int, columns: int, place: int) -> Tensor:
    new = torch.new_zeros(store, [rows, torch.size(store, 1), torch.size(store, 2), columns, torch.size(store, 4)])
    to = torch.slice(torch.slice(new, 0, 0, kept), 3, place, place + end - first)
    _0 = torch.copy_(to, torch.slice(torch.slice(store, 0, 0, kept), 3, first, end))
    return new
  # Written in place, as the next one.
  def put(self: __torch__.Kernels, store: Tensor, block: Tensor, row: int, column: int) -> Tensor:
    to = torch.slice(torch.slice(store, 0, row, row + torch.size(block, 0)), 3, column, column + torch.size(block, 3))
    return torch.copy_(to, block)
  # Sources are read before any target is written, so that rows may change places.
  def move(self: __torch__.Kernels, store: Tensor, sources: Tensor, targets: Tensor, first: int, end: int) -> Tensor:
    used = torch.slice(store, 3, first, end)
    return torch.index_copy_(used, 0, targets, torch.index_select(used, 0, sources))

  # Number types by PyTorch's codes: 0 is a byte, 5 is float16, 6 is float32, 15 is bfloat16.
  def convert(self: __torch__.Kernels, x: Tensor, dtype: int) -> Tensor:
    return torch.to(x, dtype)
  def empty(self: __torch__.Kernels, anchor: Tensor, shape: List[int], dtype: int) -> Tensor:
    return torch.empty(shape, dtype=dtype, device=ops.prim.device(anchor))
  def zeros(self: __torch__.Kernels, anchor: Tensor, shape: List[int], dtype: int) -> Tensor:
    return torch.zeros(shape, dtype=dtype, device=ops.prim.device(anchor))
  # A whole file as one row of numbers, mapped and not read.
  def map(self: __torch__.Kernels, file: str, elements: int, dtype: int) -> Tensor:
    return torch.from_file(file, False, elements, dtype=dtype)
  def part(self: __torch__.Kernels, whole: Tensor, shape: List[int], strides: List[int], begin: int) -> Tensor:
    return torch.as_strided(whole, shape, strides, begin)
  # Numbers of another type, given as bytes, into a stretch of a tensor.
  def fill(self: __torch__.Kernels, target: Tensor, begin: int, bytes: Tensor, count: int, dtype: int) -> Tensor:
    numbers = torch.view_copy(torch.slice(bytes, 0, 0, count), dtype=dtype)
    end = begin + torch.size(numbers, 0)
    return torch.copy_(torch.slice(torch.view(target, [-1]), 0, begin, end), numbers)

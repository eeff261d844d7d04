  # To the language model's width: soft prompts.
  def project(self: __torch__.Kernels, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return (self).dense(x, weight, bias)

  # Fully connected layers with an activation behind them, by the codes of Activation: 0 is gelu, 1 gelu by tanh, 2 relu,
  # 3 silu, 4 quick gelu.
  def dense_act(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Optional[Tensor], act: int) -> Tensor:
    if torch.eq(act, 0):
      y = (self).dense_gelu(x, w, b, "none")
    else:
      if torch.eq(act, 1):
        y = (self).dense_gelu(x, w, b, "tanh")
      else:
        y = (self).activated((self).dense(x, w, b), act)
    return y
  def activated(self: __torch__.Kernels, x: Tensor, act: int) -> Tensor:
    if torch.eq(act, 2):
      y = torch.relu(x)
    else:
      if torch.eq(act, 3):
        y = torch.silu(x)
      else:
        y = torch.mul(x, torch.sigmoid(torch.mul(x, 1.702)))
    return y

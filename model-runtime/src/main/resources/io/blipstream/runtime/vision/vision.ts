  # The image encoder: patches, then pre-norm blocks, then one norm over all tokens.
  #   w: class [1,1,D], positions [1,T,D], patch weight [D,3,P,P], patch bias [D], 12 per block (not biased: some tensor or other
  #   in the place of the bias of query, key and value), last norm weight and bias
  def encode(self: __torch__.Kernels, pixels: Tensor, w: List[Tensor], layers: int, heads: int, patch: int, eps: float, act: int, biased: bool) -> Tensor:
    patches = torch.conv2d(pixels, w[2], w[3], [patch, patch])
    x = torch.transpose(torch.flatten(patches, 2), 1, 2)
    classes = torch.expand(w[0], [torch.size(x, 0), 1, torch.size(x, 2)])
    x = torch.cat([classes, x], 1) + w[1]
    for i in range(layers):
      p = 4 + i * 12
      a = (self).attend((self).norm(x, w[p], w[p + 1], eps), w[p + 2], w[p + 3], heads, biased)
      x = (self).dense_add(a, w[p + 4], w[p + 5], x)
      y = (self).dense_act((self).norm(x, w[p + 6], w[p + 7], eps), w[p + 8], w[p + 9], act)
      x = (self).dense_add(y, w[p + 10], w[p + 11], x)
    last = 4 + layers * 12
    return (self).norm(x, w[last], w[last + 1], eps)
  def attend(self: __torch__.Kernels, x: Tensor, qkv: Tensor, qkv_bias: Tensor, heads: int, biased: bool) -> Tensor:
    b = torch.size(x, 0)
    t = torch.size(x, 1)
    # [B,T,3D] -> [3,B,H,T,D/H]
    if biased:
      bias = annotate(Optional[Tensor], qkv_bias)
    else:
      bias = annotate(Optional[Tensor], None)
    y = torch.permute(torch.view((self).dense(x, qkv, bias), [b, t, 3, heads, -1]), [2, 0, 3, 1, 4])
    # Not causal, whatever a default may say: every patch sees every patch.
    a = torch.scaled_dot_product_attention(y[0], y[1], y[2], None, 0., False)
    return torch.reshape(torch.transpose(a, 1, 2), [b, t, -1])
  def norm(self: __torch__.Kernels, x: Tensor, weight: Tensor, bias: Tensor, eps: float) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], weight, bias, eps)

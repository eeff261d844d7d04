  # The likeliest token of every row and its log-probability, in fp32 whatever the network's type.
  def best(self: __torch__.Kernels, logits: Tensor) -> List[Tensor]:
    p = torch.log_softmax(torch.to(logits, 6), -1)
    token = torch.argmax(p, -1)
    chosen = torch.squeeze(torch.gather(p, -1, torch.unsqueeze(token, -1)), -1)
    return [token, chosen]

"""Loss and gradients of the reference for a batch of three: kept beside the golden checkpoint, for the tuning's tests."""
import json, sys, torch
from safetensors import safe_open
from transformers import InstructBlipForConditionalGeneration, AutoTokenizer
G = sys.argv[1]
torch.manual_seed(0)
m = InstructBlipForConditionalGeneration.from_pretrained(G + "/checkpoint", attn_implementation="eager").eval()
f = safe_open(G + "/golden.safetensors", "pt"); cases = json.load(open(G + "/golden.json"))["cases"]
use = [0, 1, 2]; answers = ["a dog", "red and blue flowers on a table", "two"]
img = torch.stack([f.get_tensor(f"{i:02d}.image_embeds") for i in use])
t5 = AutoTokenizer.from_pretrained(G + "/checkpoint")
def pad(rows, v): n = max(map(len, rows)); return torch.tensor([r + [v] * (n - len(r)) for r in rows])
qi = pad([cases[i]["qformer_ids"] for i in use], 0); qm = pad([[1] * len(cases[i]["qformer_ids"]) for i in use], 0)
li = pad([cases[i]["ids"] for i in use], 0); lm = pad([[1] * len(cases[i]["ids"]) for i in use], 0)
ys = [t5(a).input_ids for a in answers]; y = pad(ys, -100)
for p in m.parameters(): p.requires_grad_(False)
learn = [(n, p) for n, p in m.named_parameters() if n.startswith(("qformer.", "language_projection.", "query_tokens"))]
for _, p in learn: p.requires_grad_(True)
K = m.config.num_query_tokens; B = len(use)
q = m.qformer(input_ids=qi, attention_mask=torch.cat([torch.ones(B, K, dtype=torch.long), qm], 1), query_embeds=m.query_tokens.expand(B, -1, -1), encoder_hidden_states=img).last_hidden_state[:, :K]
x = torch.cat([m.language_projection(q), m.language_model.get_input_embeddings()(li)], 1)
loss = m.language_model(inputs_embeds=x, attention_mask=torch.cat([torch.ones(B, K, dtype=torch.long), lm], 1), labels=y).loss
loss.backward()
out = {"images": use, "qformer_ids": [cases[i]["qformer_ids"] for i in use], "ids": [cases[i]["ids"] for i in use], "answers": ys, "loss": loss.item(), "gradients": {}}
for n, p in learn:
    if p.grad is None: out["gradients"][n] = None; continue
    g = p.grad.flatten().double(); out["gradients"][n] = {"norm": g.norm().item(), "sum": g.sum().item(), "first": g[:3].tolist(), "largest": [int(g.abs().argmax()), g[g.abs().argmax()].item()]}
opt = torch.optim.AdamW([{"params": [p for n, p in learn if p.dim() > 1 and not n.endswith(".bias")], "weight_decay": .05}, {"params": [p for n, p in learn if not (p.dim() > 1 and not n.endswith(".bias"))], "weight_decay": 0.}], lr=1e-3, betas=(.9, .999), eps=1e-8)
out["norm"] = torch.nn.utils.clip_grad_norm_([p for _, p in learn], 1.).item()
losses = [loss.item()]
for s in range(4):
    opt.step(); opt.zero_grad()
    q = m.qformer(input_ids=qi, attention_mask=torch.cat([torch.ones(B, K, dtype=torch.long), qm], 1), query_embeds=m.query_tokens.expand(B, -1, -1), encoder_hidden_states=img).last_hidden_state[:, :K]
    x = torch.cat([m.language_projection(q), m.language_model.get_input_embeddings()(li)], 1)
    loss = m.language_model(inputs_embeds=x, attention_mask=torch.cat([torch.ones(B, K, dtype=torch.long), lm], 1), labels=y).loss
    loss.backward(); torch.nn.utils.clip_grad_norm_([p for _, p in learn], 1.); losses.append(loss.item())
out["losses"] = losses
json.dump(out, open(sys.argv[2], "w"), indent=0)
print(out["loss"], out["norm"], losses, sum(v is None for v in out["gradients"].values()), len(out["gradients"]))

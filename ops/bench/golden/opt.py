"""A small random BLIP-2 with OPT and what the reference answers on it: golden/blip2-opt of the model runtime's tests.

    python ops/bench/golden/opt.py          (from the repository's root)

Needs torch, transformers>=4.57,<4.58, tokenizers, pillow and safetensors. The layout is that of the other golden folders:
checkpoint/, golden.json, golden.safetensors (key CASE.NAME: pixels, image_embeds, qformer, soft, logits from the first
prompt token on). The end token is the line break, as in the published checkpoints.
"""

import json
import shutil
from pathlib import Path

import torch
from PIL import Image
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import (
    Blip2Config,
    Blip2ForConditionalGeneration,
    Blip2Processor,
    Blip2QFormerConfig,
    Blip2VisionConfig,
    BlipImageProcessor,
    GPT2TokenizerFast,
    OPTConfig,
)

GOLDEN = Path("model-runtime/src/test/resources/golden")
OUT = GOLDEN / "blip2-opt"
PICTURES = ["00-rgb-160x120.png", "02-rgb-33x300.png", "03-gray-64x64.png", "07-rgb-23x31.png"]
PROMPTS = [
    "a photo of",
    "Question: what is on the left? Answer:",
    "Çafé  3%\nand a line",
    "a",
]
CANDIDATES = ["yes", "no", "a dog", "a dog and a cat"]
SIDE, QUERIES, SEED = 28, 4, 21
torch.set_grad_enabled(False)
torch.set_num_threads(1)


def tokenizer():
    bpe = Tokenizer(models.BPE(unk_token=None))
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=272,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    bpe.train_from_iterator((PROMPTS + CANDIDATES) * 4, trainer)
    bpe.post_processor = processors.TemplateProcessing(single="</s> $A", special_tokens=[("</s>", 2)])
    return GPT2TokenizerFast(
        tokenizer_object=bpe, bos_token="</s>", eos_token="</s>", unk_token="</s>", pad_token="<pad>", padding_side="left"
    )


def build(words, image, end):
    text = OPTConfig(
        vocab_size=len(words), hidden_size=32, num_hidden_layers=2, ffn_dim=48, num_attention_heads=4, word_embed_proj_dim=32,
        max_position_embeddings=128, eos_token_id=end, bos_token_id=2, pad_token_id=1, architectures=["OPTForCausalLM"],
    )
    vision = Blip2VisionConfig(
        image_size=SIDE, patch_size=14, hidden_size=24, intermediate_size=40, num_hidden_layers=2, num_attention_heads=3,
        layer_norm_eps=1e-6,
    )
    qformer = Blip2QFormerConfig(
        vocab_size=32, hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=40,
        encoder_hidden_size=24, cross_attention_frequency=2,
    )
    config = Blip2Config(
        vision_config=vision.to_dict(), qformer_config=qformer.to_dict(), text_config=text.to_dict(),
        num_query_tokens=QUERIES, image_token_index=image,
    )
    model = Blip2ForConditionalGeneration._from_config(config, attn_implementation="eager").eval().float()
    random = torch.Generator().manual_seed(SEED)
    for name, p in model.named_parameters():
        noise = torch.randn(p.shape, generator=random)
        if p.dim() == 1:
            p.copy_((1 if "norm" in name.lower() and name.endswith("weight") else 0) + 0.1 * noise)
        elif "embed_tokens" in name:
            p.copy_(0.3 * noise)  # also the head: were it large, every token would be said again
        elif "embed" in name or name == "query_tokens":
            p.copy_(0.8 * noise)
        else:
            p.copy_((2.5 if "language_model" in name else 1) * noise / p[0].numel() ** 0.5)
    model.language_model.model.decoder.final_layer_norm.weight *= 3
    model.language_model.get_input_embeddings().weight[end] *= 2.0  # so that some answers end
    for name, p in model.named_parameters():
        if name.endswith("self_attn.qkv.bias"):  # the file format promises a zero key bias
            p[p.numel() // 3 : 2 * p.numel() // 3] = 0
        p.copy_(p.half().float())  # what a reader of the rounded file sees
    model.language_model.tie_weights()
    model.generation_config.eos_token_id = None
    return model


def store(model, processor):
    folder = OUT / "checkpoint"
    shutil.rmtree(folder, ignore_errors=True)
    processor.save_pretrained(folder)
    model.config.dtype = torch.float16
    model.config.save_pretrained(folder)
    state = {k: v.half().contiguous() for k, v in model.state_dict().items() if k != "language_model.lm_head.weight"}
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    for extra in ("vocab.json", "merges.txt", "chat_template.jinja"):
        (folder / extra).unlink(missing_ok=True)


class Oracle:
    def __init__(self):
        self.words = tokenizer()
        self.words.add_tokens(["<image>"], special_tokens=True)
        self.image = self.words.convert_tokens_to_ids("<image>")
        self.end = self.words("\n", add_special_tokens=False).input_ids[0]
        self.model = build(self.words, self.image, self.end)
        self.pictures = BlipImageProcessor(size={"height": SIDE, "width": SIDE}, do_convert_rgb=True)
        store(self.model, Blip2Processor(self.pictures, self.words, num_query_tokens=QUERIES))

    def soft(self, name):
        picture = Image.open(GOLDEN / "images" / name)
        pixels = self.pictures(picture, return_tensors="pt").pixel_values
        seen = self.model.vision_model(pixel_values=pixels).last_hidden_state
        queries = self.model.qformer(query_embeds=self.model.query_tokens, encoder_hidden_states=seen).last_hidden_state
        return pixels, seen, queries, self.model.language_projection(queries)

    def logits(self, soft, ids):
        embedded = torch.cat([soft, self.model.language_model.get_input_embeddings()(ids)], 1)
        mask = torch.ones(embedded.shape[:2], dtype=torch.long)
        return self.model.language_model(inputs_embeds=embedded, attention_mask=mask).logits[0]

    def generate(self, pixels, ids, **options):
        full = torch.cat([torch.full((1, QUERIES), self.image), ids], 1)
        said = self.model.generate(
            pixel_values=pixels, input_ids=full, attention_mask=torch.ones_like(full),
            eos_token_id=self.end, pad_token_id=1, do_sample=False, **options,
        )[0].tolist()[full.size(1):]
        return strip(said)

    def case(self, number, name, prompt, tensors):
        pixels, seen, queries, soft = self.soft(name)
        ids = self.words(prompt, return_tensors="pt").input_ids
        greedy = self.generate(pixels, ids, max_new_tokens=16)
        logits = self.logits(soft, torch.cat([ids, torch.tensor([greedy])], 1))[QUERIES:]
        chances = torch.log_softmax(logits, -1)
        first = ids.size(1) - 1
        tensors.update(
            {f"{number:02d}.pixels": pixels[0], f"{number:02d}.image_embeds": seen[0], f"{number:02d}.qformer": queries[0],
             f"{number:02d}.soft": soft[0], f"{number:02d}.logits": logits}
        )
        return {
            "image": name, "prompt": prompt, "ids": ids[0].tolist(), "greedy": greedy,
            "greedy_text": self.words.decode(greedy, skip_special_tokens=True).strip(),
            "greedy_logprobs": [round(float(chances[first + i, t]), 6) for i, t in enumerate(greedy)],
            "beam5": self.generate(pixels, ids, max_new_tokens=12, num_beams=5, length_penalty=1.0),
            "beam3_lp-1": self.generate(pixels, ids, max_new_tokens=10, num_beams=3, length_penalty=-1.0),
            "beam5_min4": self.generate(pixels, ids, max_new_tokens=12, num_beams=5, min_new_tokens=4),
            "ranked": [[text, self.likelihood(soft, ids, text)] for text in CANDIDATES],
        }

    def likelihood(self, soft, ids, text):
        said = torch.tensor([self.words(text, add_special_tokens=False).input_ids])
        chances = torch.log_softmax(self.logits(soft, torch.cat([ids, said], 1))[QUERIES + ids.size(1) - 1 :], -1)
        return round(sum(float(chances[i, t]) for i, t in enumerate(said[0])), 5)

    def clip(self):
        ids = self.words(PROMPTS[1], return_tensors="pt").input_ids
        soft = [self.soft(name)[3] for name in PICTURES]
        embedded = torch.cat(soft + [self.model.language_model.get_input_embeddings()(ids)], 1)
        said = self.model.language_model.generate(
            inputs_embeds=embedded, attention_mask=torch.ones(embedded.shape[:2], dtype=torch.long),
            max_new_tokens=16, do_sample=False, eos_token_id=self.end, pad_token_id=1,
        )[0].tolist()
        return {"frames": PICTURES, "prompt": PROMPTS[1], "greedy": strip(said)}


def strip(said):
    while said and said[-1] == 1:
        said.pop()
    return said


oracle = Oracle()
tensors = {}
cases = [oracle.case(i, name, prompt, tensors) for i, (name, prompt) in enumerate(zip(PICTURES, PROMPTS))]
save_file({k: v.contiguous().clone() for k, v in tensors.items()}, OUT / "golden.safetensors")
golden = {"family": "blip-2", "language": "opt", "eos": oracle.end, "pad": 1, "cases": cases, "clip": oracle.clip()}
(OUT / "golden.json").write_text(json.dumps(golden, indent=1) + "\n")
for case in cases:
    print(len(case["greedy"]), case["greedy"][-3:], case["beam5"], case["ranked"])

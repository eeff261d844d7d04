"""Where the reference's queries look: the golden files of the test GazeTest.

    python ops/bench/golden/attention.py          (from the repository's root)

Needs torch, transformers>=4.57,<4.58, pillow and safetensors. Per case NN and cross-attention layer L, `NN.L` holds the
attention probabilities [queries, patches + 1], mean over the heads, of the pictures and prompts in each golden.json.
"""

import json
from pathlib import Path

import torch
from PIL import Image
from safetensors.torch import save_file
from transformers import (
    AutoTokenizer,
    Blip2ForConditionalGeneration,
    BlipImageProcessor,
    InstructBlipForConditionalGeneration,
)

GOLDEN = Path("model-runtime/src/test/resources/golden")
CASES = 4


def weights(model, pixels, tokens):
    seen = []
    for layer in model.qformer.encoder.layer:
        if layer.has_cross_attention:
            layer.crossattention.attention.register_forward_hook(
                lambda module, inputs, output: seen.append(output[1])
            )
    with torch.no_grad():
        image = model.vision_model(pixels).last_hidden_state
        inputs = {"query_embeds": model.query_tokens, "encoder_hidden_states": image, "output_attentions": True}
        if tokens is not None:
            before = torch.ones(1, model.query_tokens.shape[1], dtype=torch.long)
            inputs["input_ids"] = tokens.input_ids
            inputs["attention_mask"] = torch.cat([before, tokens.attention_mask], 1)
        model.qformer(**inputs)
    return [layer[0].mean(0) for layer in seen]


def make(name, checkpoint, cases, pictures):
    kind = json.loads((checkpoint / "config.json").read_text())["model_type"]
    family = InstructBlipForConditionalGeneration if kind == "instructblip" else Blip2ForConditionalGeneration
    tensors = {}
    for number, case in enumerate(cases[:CASES]):
        model = family.from_pretrained(checkpoint, attn_implementation="eager", dtype=torch.float32).eval()
        picture = Image.open(pictures / case["image"]).convert("RGB")
        pixels = BlipImageProcessor.from_pretrained(checkpoint)(picture, return_tensors="pt").pixel_values
        tokens = None
        if kind == "instructblip":
            tokens = AutoTokenizer.from_pretrained(checkpoint / "qformer_tokenizer")(case["prompt"], return_tensors="pt")
        for layer, probabilities in enumerate(weights(model, pixels, tokens)):
            tensors[f"{number:02d}.{layer}"] = probabilities.contiguous()
    save_file(tensors, GOLDEN / "attention" / f"{name}.safetensors")


for name in ("instructblip-t5", "instructblip-llama", "blip2-t5", "blip2-opt"):
    golden = json.loads((GOLDEN / name / "golden.json").read_text())
    make(name, GOLDEN / name / "checkpoint", golden["cases"], GOLDEN / "images")
make("scenes", Path("checkpoints/instructblip-scenes"), json.loads((GOLDEN / "scenes" / "golden.json").read_text()), GOLDEN / "scenes")

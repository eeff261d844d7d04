"""What the reference answers where early_stopping matters: golden/variants/early-stopping-* of the model runtime's tests.

    python ops/bench/golden/early_stopping.py          (from the repository's root)

Beams on golden/instructblip-t5 in all three ways of ending them; kept are requests whose answers are not all the same. Each
folder holds a generation_config.json and the answers; all else of its checkpoint is the golden one.
"""

import itertools
import json
import os
from pathlib import Path

import torch
from PIL import Image
from transformers import AutoTokenizer, BlipImageProcessor, InstructBlipForConditionalGeneration

GOLDEN = Path("model-runtime/src/test/resources/golden")
HOME = GOLDEN / "instructblip-t5/checkpoint"
PICTURES = ["00-rgb-160x120.png", "02-rgb-33x300.png", "03-gray-64x64.png", "07-rgb-23x31.png"]
PROMPTS = ["a photo of", "A short image caption:", "Question: what is on the left? Short answer:", "What color is it?", "Write a description."]
WAYS = {"yes": True, "no": False, "never": "never"}
MOST = 24
torch.set_grad_enabled(False)
torch.set_num_threads(1)
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def main():
    model = InstructBlipForConditionalGeneration.from_pretrained(HOME, attn_implementation="eager", dtype=torch.float32).eval()
    words, instructions = AutoTokenizer.from_pretrained(HOME), AutoTokenizer.from_pretrained(HOME / "qformer_tokenizer")
    pictures = BlipImageProcessor.from_pretrained(HOME)
    queries = model.config.num_query_tokens
    kept = []
    grid = itertools.product((2, 3, 5), (2.0, 1.0, 0.0, -1.0), (8, 16, 30), PROMPTS, PICTURES)
    for beams, penalty, longest, prompt, picture in grid:
        ids, asked = words(prompt, return_tensors="pt").input_ids, instructions(prompt, return_tensors="pt").input_ids
        ids = torch.cat([torch.full((1, queries), model.config.image_token_index), ids], 1)
        given = dict(
            pixel_values=pictures(Image.open(GOLDEN / "images" / picture), return_tensors="pt").pixel_values,
            input_ids=ids, attention_mask=torch.ones_like(ids), qformer_input_ids=asked, qformer_attention_mask=torch.ones_like(asked),
            num_beams=beams, length_penalty=penalty, max_new_tokens=longest, do_sample=False, eos_token_id=1, pad_token_id=0,
        )
        said = {}
        for name, way in WAYS.items():
            row = model.generate(**given, early_stopping=way)[0].tolist()[1:]
            said[name] = row[: row.index(1) + 1] if 1 in row else row
        if said["yes"] != said["no"] or said["never"] != said["no"]:
            request = {"image": picture, "prompt": prompt, "num_beams": beams, "length_penalty": penalty, "max_new_tokens": longest}
            kept.append((request, said))
        if len(kept) == MOST:
            break
    for name in ("yes", "never"):
        folder = GOLDEN / "variants" / f"early-stopping-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "generation_config.json").write_text(json.dumps({"early_stopping": WAYS[name]}) + "\n")
        with open(folder / "answers.jsonl", "w") as out:
            for request, said in kept:
                wanted = {"token_ids": said[name], "text": words.decode(said[name], skip_special_tokens=True).strip()}
                out.write(json.dumps(dict(request, wanted=wanted)) + "\n")
        print(name, len(kept), sum(said[name] != said["no"] for _, said in kept))


if __name__ == "__main__":
    main()

"""What the reference answers with the shipped checkpoint: the golden file of the test ShippedCheckpointTest.

    python ops/bench/golden/scenes.py          (from the repository's root)

Needs torch, transformers>=4.57,<4.58 and pillow. Pictures and prompts stay those of the file that is there; tokens and
texts are made again, greedily and with five beams, one request at a time in fp32.
"""

import json
from pathlib import Path

import torch
from PIL import Image
from transformers import InstructBlipForConditionalGeneration, InstructBlipProcessor

CHECKPOINT = Path("checkpoints/instructblip-scenes")
SCENES = Path("model-runtime/src/test/resources/golden/scenes")
WAYS = {"greedy": 1, "beam5": 5}

model = InstructBlipForConditionalGeneration.from_pretrained(CHECKPOINT, dtype=torch.float32).eval()
processor = InstructBlipProcessor.from_pretrained(CHECKPOINT)
file = SCENES / "golden.json"
cases = json.loads(file.read_text())
for case in cases:
    picture = Image.open(SCENES / case["image"]).convert("RGB")
    inputs = processor(images=picture, text=case["prompt"], return_tensors="pt")
    for way, beams in WAYS.items():
        with torch.inference_mode():
            out = model.generate(**inputs, do_sample=False, num_beams=beams, length_penalty=1.0, max_new_tokens=24)
        ids = out[0].tolist()[1:]
        end = model.generation_config.eos_token_id
        case[way] = ids[: ids.index(end) + 1] if end in ids else ids
        case[f"{way}_text"] = processor.tokenizer.decode(case[way], skip_special_tokens=True).strip()
file.write_text(json.dumps(cases, indent=1) + "\n")

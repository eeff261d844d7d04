"""What the reference says of checkpoints that were tuned here: tokens, their log-probabilities, the first token's logits."""
import json, sys, torch, transformers
from PIL import Image
SCENES, WORK, OUT = sys.argv[1:]
PROMPTS = ["A short image caption:", "Question: is there a fox? Short answer:", "Question: what is it? Answer:"]
out = {"transformers": transformers.__version__}
for dtype in ("float32", "float16"):
    folder = f"{WORK}/{dtype}"
    # Both are computed in fp32: what is held to the reference is what the files say.
    model, report = transformers.InstructBlipForConditionalGeneration.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager", output_loading_info=True)
    assert not report["missing_keys"] and not report["unexpected_keys"] and not report["mismatched_keys"], report
    model.eval()
    processor = transformers.InstructBlipProcessor.from_pretrained(folder)
    cases = []
    for i in range(6):
        picture, prompt = f"{i:04d}.jpg", PROMPTS[i % 3]
        inputs = processor(images=Image.open(f"{SCENES}/{picture}").convert("RGB"), text=prompt, return_tensors="pt")
        with torch.inference_mode():
            said = model.generate(**inputs, do_sample=False, num_beams=1, max_new_tokens=8, output_logits=True, return_dict_in_generate=True)
        logits = torch.stack(said.logits)[:, 0].double(); tokens = said.sequences[0, 1:].tolist()
        chosen = logits.log_softmax(-1)[range(len(tokens)), tokens].tolist()
        cases.append({"picture": picture, "prompt": prompt, "tokens": tokens, "log_probabilities": chosen, "logits": [round(x, 5) for x in logits[0].tolist()]})
    out[dtype] = cases
    print(dtype, [c["tokens"] for c in cases])
json.dump(out, open(OUT, "w"))

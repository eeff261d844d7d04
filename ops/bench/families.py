"""Random checkpoints of every family and file layout: what transformers answers on each, and what is answered here.

A seed makes a checkpoint (families_checkpoint.py) and its requests: greedy, beams of all settings, ranking, clips; all of them go
into one call of `blipstream ask`, so that batches mix them. Compared are token ids and texts, which must be the same, and
log-probabilities, within 1e-4. Transformers runs eagerly in fp32, with explicit end and padding tokens.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch  # noqa: E402
import transformers  # noqa: E402
from PIL import Image  # noqa: E402

from families_checkpoint import FAMILIES, GOLDEN, Checkpoint  # noqa: E402

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
PICTURES = sorted((GOLDEN / "images").iterdir())
PROMPTS = [
    "A short image caption:", "a photo of", "", "Question: what is to the left of the teddy bear? Short answer:", "What color is it?",
    "Çafé naïve – 3.5% OFF!!  two  spaces\tand a tab\nand a line", "图片里有什么？ 🐱🐶 ¿qué es?", " leading and trailing ",
    "Given the image, generate a question whose answer is: dog. Question:", "don't say 'it 's' , please !",
    "OCR tokens: STOP, ALL WAY. Question: what does the sign say? Short answer:",
]
CANDIDATES = ["yes", "no", "a dog", "a dog and a cat", "three", "left of it"]
torch.set_grad_enabled(False)
torch.set_num_threads(1)
transformers.logging.set_verbosity_error()


class Reference:
    """What transformers answers."""

    def __init__(self, checkpoint):
        self.c = checkpoint
        self.pictures = transformers.BlipImageProcessor(
            size={"height": checkpoint.side, "width": checkpoint.side},
            image_mean=[0.48145466, 0.4578275, 0.40821073], image_std=[0.26862954, 0.26130258, 0.27577711], do_convert_rgb=True,
        )

    def answer(self, request):
        c, m = self.c, self.c.model
        frames = request.get("frames") or [request["image"]]
        ids = c.words(request["prompt"], return_tensors="pt").input_ids
        pixels = [self.pictures(Image.open(f), return_tensors="pt").pixel_values for f in frames]
        soft = torch.cat([self.soft(p, request["prompt"]) for p in pixels], 1)
        read = torch.cat([soft, m.language_model.get_input_embeddings()(ids)], 1)
        if "candidates" in request:
            return {"candidates": [self.likelihood(read, text) for text in request["candidates"]]}
        # its cache has as many layers as the encoder, of which a decoder may have more
        options = dict(use_cache=c.kind != "t5", eos_token_id=c.end, pad_token_id=c.pad, do_sample=False, max_new_tokens=request["max_new_tokens"])
        for name in ("min_new_tokens", "num_beams", "length_penalty", "repetition_penalty"):
            if name in request:
                options[name] = request[name]
        if len(frames) == 1 and (c.placeholder or c.kind == "t5"):
            said = self.generated(pixels[0], ids, request["prompt"], options)
        else:  # clips and files without the placeholder are beyond its own way in: the language model alone
            given = dict(inputs_embeds=read, attention_mask=torch.ones(read.shape[:2], dtype=torch.long))
            if c.placeholder and c.kind != "t5":
                given["input_ids"] = torch.cat([torch.full((1, soft.size(1)), c.image), ids], 1)
            said = m.language_model.generate(**given, **options)[0].tolist()
            said = said[1:] if c.kind == "t5" else said[len(given.get("input_ids", [[]])[0]) :]
        if c.end in said:  # what stands behind is padding
            said = said[: said.index(c.end) + 1]
        text = c.words.decode(said, skip_special_tokens=True).strip()
        return {"token_ids": said, "text": text, "token_logprobs": self.chances(read, said)}

    def generated(self, pixels, ids, prompt, options):
        c = self.c
        full = torch.cat([torch.full((1, c.queries), c.image), ids], 1)
        given = dict(pixel_values=pixels, input_ids=full, attention_mask=torch.ones_like(full))
        if c.instructed:
            words = c.instructions(prompt, return_tensors="pt").input_ids
            given.update(qformer_input_ids=words, qformer_attention_mask=torch.ones_like(words))
        said = c.model.generate(**given, **options)[0].tolist()
        return said[1:] if c.kind == "t5" else said[full.size(1) :]

    def soft(self, pixels, prompt):
        c, m = self.c, self.c.model
        seen = m.vision_model(pixel_values=pixels).last_hidden_state
        asked = dict(query_embeds=m.query_tokens, encoder_hidden_states=seen)
        if c.instructed:
            words = c.instructions(prompt, return_tensors="pt").input_ids
            asked.update(input_ids=words, attention_mask=torch.ones(1, c.queries + words.size(1), dtype=torch.long))
        return m.language_projection(m.qformer(**asked).last_hidden_state[:, : c.queries])

    def chances(self, read, said):
        if not said:
            return []
        lm, mask = self.c.model.language_model, torch.ones(read.shape[:2])
        if self.c.kind == "t5":
            logits = lm(inputs_embeds=read, attention_mask=mask, decoder_input_ids=torch.tensor([[0] + said[:-1]]), use_cache=False).logits[0]
        else:
            whole = torch.cat([read, lm.get_input_embeddings()(torch.tensor([said]))], 1)
            logits = lm(inputs_embeds=whole, attention_mask=torch.ones(whole.shape[:2])).logits[0, read.size(1) - 1 :]
        p = torch.log_softmax(logits.float(), -1)
        return [float(p[i, token]) for i, token in enumerate(said)]

    def likelihood(self, read, text):
        said = self.c.words(text, add_special_tokens=False).input_ids + ([self.c.end] if self.c.kind == "t5" else [])
        return sum(self.chances(read, said))


def requests(checkpoint, count, r):
    longest = checkpoint.config["qformer_config"].get("max_position_embeddings", 512)
    made = []
    while len(made) < count:
        request = {"prompt": r.choice(PROMPTS) if made else ""}
        if r.random() < 0.1:
            request["prompt"] = " ".join(r.choice(["what", "is", "the", "dog", "on", "left", "?"]) for _ in range(r.randint(30, 70)))
        if checkpoint.instructed and len(checkpoint.instructions(request["prompt"]).input_ids) > longest:
            continue
        if r.random() < 0.2:
            request["frames"] = [str(p) for p in r.choices(PICTURES, k=r.randint(2, 5))]
        else:
            request["image"] = str(r.choice(PICTURES))
        how = r.random()
        if how < 0.15:
            request["candidates"] = r.sample(CANDIDATES, r.randint(1, len(CANDIDATES)))
        else:
            request["max_new_tokens"] = r.choice([1, 2, 5, 12, 24])
            if r.random() < 0.3:
                request["min_new_tokens"] = r.randint(1, request["max_new_tokens"])
            if r.random() < 0.35:
                request["repetition_penalty"] = r.choice([1.1, 1.5, 2.5])
            if how < 0.75:
                request["num_beams"] = r.choice([2, 3, 4, 5, 8, 16])
                request["length_penalty"] = r.choice([-2.0, -1.0, 0.0, 0.5, 1.0, 2.0])
        made.append(request)
    return made


def asked(checkpoint, lines, scratch):
    file = pathlib.Path(scratch) / "requests.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    command = [os.environ.get("BENCH_BLIPSTREAM", HOME / "blipstream"), "ask", "--json", "--images", "reference", "--model", checkpoint.folder, "--requests", file]
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(lines):
        raise RuntimeError(f"{len(answers)} answers to {len(lines)} requests: {done.stderr[-1500:]}")
    return answers


def difference(ours, wanted):
    """What differs, or None; and the largest distance of log-probabilities."""
    if "error" in ours:
        return str(ours["error"]), 0
    if "candidates" in wanted:
        far = max(abs(a["logprob"] - b) for a, b in zip(ours["candidates"], wanted["candidates"]))
        return ("likelihoods" if far > 1e-4 * max(1, max(map(abs, wanted["candidates"])) / 10) else None), far
    if ours["token_ids"] != wanted["token_ids"]:
        return "tokens", 0
    if ours["text"] != wanted["text"]:
        return "text", 0
    far = max((abs(a - b) for a, b in zip(ours["token_logprobs"], wanted["token_logprobs"])), default=0)
    return ("log-probabilities" if far > 1e-4 else None), far


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", nargs="+", choices=FAMILIES, default=FAMILIES)
    parser.add_argument("--checkpoints", type=int, default=5, help="of each family")
    parser.add_argument("--requests", type=int, default=30, help="of each checkpoint")
    parser.add_argument("--seed", type=int, default=1000, help="of the first checkpoint of each family")
    parser.add_argument("--keep", type=pathlib.Path, help="folder for checkpoints, requests and the reference's answers")
    options = parser.parse_args()
    say = lambda text: print(text, file=sys.stderr, flush=True)
    total = differing = farthest = folders = 0
    for family in options.families:
        for number in range(options.checkpoints):
            seed = options.seed + number
            r = random.Random(f"{family} {seed}")
            with tempfile.TemporaryDirectory() as scratch:
                home = (options.keep or pathlib.Path(scratch)) / f"{family}-{seed}"
                checkpoint = Checkpoint(family, seed, home, r)
                lines = requests(checkpoint, options.requests, r)
                folders += 1
                total += len(lines)
                try:
                    ours = asked(checkpoint, lines, scratch)
                except RuntimeError as e:
                    differing += len(lines)
                    say(f"FAILED {checkpoint.describe()}\n  {e}")
                    continue
                reference = Reference(checkpoint)
                bad, kept = 0, []
                for line, answer in zip(lines, ours):
                    wanted = reference.answer(line)
                    kept.append(dict(line, wanted=wanted))
                    what, far = difference(answer, wanted)
                    farthest = max(farthest, far)
                    if what:
                        bad += 1
                        say(f"DIFFERS in {what}: {line}\n  here {answer}\n  there {wanted}")
                differing += bad
                if options.keep:
                    (home / "answers.jsonl").write_text("".join(json.dumps(k) + "\n" for k in kept).replace(f"{PICTURES[0].parent}/", ""))
                say(f"{'DIFFERS' if bad else 'equal'} {len(lines) - bad}/{len(lines)} {checkpoint.describe()}")
    versions = f"transformers {transformers.__version__}, torch {torch.__version__}"
    print(f"{folders} checkpoints, {total} requests, {total - differing} equal; log-probabilities within {farthest:.1e}; {versions}")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()

"""Steps of instruction tuning and images of an evaluation, beside transformers and PyTorch, turn by turn in one run.

Tuning. Both sides learn Q-Former, queries and projection of the same checkpoint on the same scenes, batch by batch of
the same size, with AdamW and clipping, from the same cached features of the image encoder: ours computed them, and
transformers reads the same files. Both tokenise, read features, pad, compute costs and slopes and move the weights
within the time. Ours is `blipstream tune` as its users call it: the time of a long run less that of a short one, so
that start, pictures and the writing of the result count on neither side. The sides draw with dice of their own by the
same shares; what a batch costs follows from the lengths of its texts, whose means are printed.

Evaluation. `blipstream evaluate` on the kept scenes, less a run on one sample a set, beside generate() on the same
prompts at the best of some batch sizes, pictures decoded and prepared by its own processor within the time.

Both rates are also given by the processor time that was used, which other work on the machine hardly changes.
"""

import argparse
import datetime
import json
import math
import os
import pathlib
import random
import resource
import statistics
import sys
import tempfile
import time

from model_vs_transformers import HERE, HOME, SHIPPED, Reference, machine, subprocess, timed, tuned, with_bytes

TEMPLATES = HOME / "model-runtime/src/main/resources/io/blipstream/runtime/data/templates.tsv"


class Took:
    """Seconds by the clock and by the processors."""

    def __init__(self, clock, used):
        self.clock, self.used = clock, used

    def __sub__(self, other):
        return Took(self.clock - other.clock, self.used - other.used)

    def rates(self, count):
        return {"clock": count / self.clock, "used": count / self.used}


def command(*arguments):
    """Runs ours; what it took."""
    used = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    before, begin = used(), time.perf_counter()
    done = subprocess.run([HOME / "blipstream", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return Took(time.perf_counter() - begin, used() - before)


def here(action):
    """Runs theirs; what it took, and its result."""
    before = time.process_time()
    clock, result = timed(action)
    return Took(clock, time.process_time() - before), result


class Samples:
    """Draws as `tune` does: a set by the square root of its size and its weight, then row, template and answer."""

    def __init__(self, folder, seed):
        named = {}
        for line in TEMPLATES.read_text().splitlines():
            name, text = line.split("\t", 1)
            named.setdefault(name, []).append(text)
        self.folder, self.dice, self.sets = folder, random.Random(seed), []
        for declared in json.loads((folder / "sets.json").read_text())["datasets"]:
            if declared.get("held_out"):
                continue
            rows = [json.loads(line) for line in (folder / declared["files"]["rows"]).read_text().splitlines()]
            templates = [t for each in declared["templates"] for t in named.get(each, [each])]
            self.sets.append((rows, templates, declared.get("generates") == "question"))
            self.sets[-1] += (math.sqrt(len(rows)) * declared.get("weight", 1.0),)

    def draw(self, count):
        return [self.one() for _ in range(count)]

    def one(self):
        rows, templates, turned, _ = self.dice.choices(self.sets, [s[3] for s in self.sets])[0]
        row, template = self.dice.choice(rows), self.dice.choice(templates)
        question, answer = row.get("question", ""), row.get("answer") or row.get("caption")
        if turned:
            return row["image"], template.replace("{Answer}", answer), question
        return row["image"], template.replace("{Question}", question), answer


class Learner:
    """The same learning in PyTorch, over transformers' modules."""

    def __init__(self, checkpoint, features, options):
        import numpy
        import torch
        import transformers

        self.numpy, self.torch, self.features = numpy, torch, features
        torch.set_num_threads(os.cpu_count())
        model = transformers.InstructBlipForConditionalGeneration
        self.model = model.from_pretrained(checkpoint, dtype=torch.float32).eval()
        self.words = transformers.AutoTokenizer.from_pretrained(checkpoint)
        self.read = transformers.AutoTokenizer.from_pretrained(pathlib.Path(checkpoint) / "qformer_tokenizer")
        for p in self.model.parameters():
            p.requires_grad_(False)
        names = ("qformer.", "language_projection.", "query_tokens")
        self.learned = {n: p for n, p in self.model.named_parameters() if n.startswith(names)}
        for p in self.learned.values():
            p.requires_grad_(True)
        decays = lambda n, p: p.dim() > 1 and not n.endswith(".bias")
        groups = [
            {"params": [p for n, p in self.learned.items() if decays(n, p)], "weight_decay": 0.05},
            {"params": [p for n, p in self.learned.items() if not decays(n, p)], "weight_decay": 0.0},
        ]
        # The fused step is PyTorch's fastest, and the one that ours calls too.
        self.optimiser = torch.optim.AdamW(groups, lr=options.rate, betas=(0.9, 0.999), eps=1e-8, fused=True)
        self.lengths = []

    def picture(self, image):
        flat = self.numpy.fromfile(self.features[image], dtype="<f4")
        return self.torch.from_numpy(flat).reshape(-1, self.model.config.vision_config.hidden_size)

    def step(self, samples):
        torch, model, queries = self.torch, self.model, self.model.config.num_query_tokens
        images = torch.stack([self.picture(image) for image, _, _ in samples])
        read = self.read([i for _, i, _ in samples], padding=True, return_tensors="pt")
        words = self.words([i for _, i, _ in samples], padding=True, return_tensors="pt")
        said = self.words([a for _, _, a in samples], padding=True, return_tensors="pt")
        self.lengths.append((words.attention_mask.sum(1).double().mean(), said.attention_mask.sum(1).double().mean()))
        labels = said.input_ids.masked_fill(said.attention_mask == 0, -100)
        ones = torch.ones(len(samples), queries, dtype=torch.long)
        out = model.qformer(
            input_ids=read.input_ids,
            attention_mask=torch.cat([ones, read.attention_mask], 1),
            query_embeds=model.query_tokens.expand(len(samples), -1, -1),
            encoder_hidden_states=images,
        ).last_hidden_state[:, :queries]
        embedded = model.language_model.get_input_embeddings()(words.input_ids)
        cost = model.language_model(
            inputs_embeds=torch.cat([model.language_projection(out), embedded], 1),
            attention_mask=torch.cat([ones, words.attention_mask], 1),
            labels=labels,
        ).loss
        cost.backward()
        torch.nn.utils.clip_grad_norm_(self.learned.values(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        return cost.item()


def tuning(options, scratch, say):
    import hashlib

    data = scratch / "scenes"
    command("scenes", "--out", data, "--pictures", options.pictures, "--held-out", 10, "--seed", 7)

    def ours(steps, name):
        config = scratch / "tune.properties"
        output = scratch / name
        lines = {
            "model.dir": options.model, "data.file": data / "sets.json", "output.dir": output, "steps": steps,
            "rate": options.rate, "warmup": 0, "batch": options.batch, "validation": 0, "images": "reference",
            "save.every": 100000, "validate.every": 100000,
        }  # fmt: skip
        config.write_text("".join(f"{key} = {value}\n" for key, value in lines.items()))
        return command("tune", "--config", config)

    say("features")
    ours(1, "first")
    cached = scratch / "first/tuning/features"
    digest = lambda file: hashlib.sha256(file.read_bytes()).hexdigest()
    files = {f.stem: f for f in cached.rglob("*.f32")}
    samples = Samples(data, 1)
    images = {row["image"] for rows, *_ in samples.sets for row in rows}
    features = {image: files[digest(data / image)] for image in images}
    learner = Learner(options.model, features, options)
    for _ in range(options.warm):
        learner.step(samples.draw(options.batch))
    rounds, costs = [], []
    for turn in range(options.rounds):
        took = []
        for steps, name in ((options.warm, f"short{turn}"), (options.warm + options.steps, f"long{turn}")):
            (scratch / name / "tuning").mkdir(parents=True)
            (scratch / name / "tuning/features").symlink_to(cached)
            took.append(ours(steps, name))
        theirs, costs = here(lambda: [learner.step(samples.draw(options.batch)) for _ in range(options.steps)])
        rounds.append(((took[1] - took[0]).rates(options.steps), theirs.rates(options.steps)))
        say(f"  turn {turn + 1}: {spoken(rounds[-1])} steps/s")
    curve = (scratch / f"long{turn}/tuning/loss.csv").read_text().splitlines()[1:]
    mean = lambda values: sum(values) / len(values)
    return {
        "case": f"tuning, batch {options.batch}",
        "unit": "steps/s",
        "rounds": rounds,
        "note": f"mean cost of the last 10 steps {mean([float(r.split(',')[1]) for r in curve[-10:]]):.2f} and "
        f"{mean(costs[-10:]):.2f}; words {mean([float(w) for w, _ in learner.lengths]):.1f}, "
        f"answer {mean([float(s) for _, s in learner.lengths]):.1f} tokens",
    }


def evaluation(options, say):
    folder = HERE / "scenes"
    sets = json.loads((folder / "sets.json").read_text())["datasets"]
    requests = []
    for declared in sets:
        for line in (folder / declared["files"]["rows"]).read_text().splitlines():
            row = json.loads(line)
            prompt = declared["prompt"].replace("{Question}", row.get("question", ""))
            requests.append({"image": str(folder / row["image"]), "prompt": prompt, "max_new_tokens": 24})
    pictures = len({r["image"] for r in requests})
    arguments = ["evaluate", "--json", "--model", options.model, "--data", folder / "sets.json", "--images", "reference"]
    reference = Reference(options.model, "cpu", "float32")
    encoded = with_bytes(requests)
    best, _ = tuned(reference, encoded, options.batches, say)
    rounds = []
    for turn in range(options.rounds):
        short = command(*arguments, "--limit", 1)
        whole = command(*arguments)
        theirs, _ = here(lambda: reference.answers(encoded, *best))
        rounds.append(((whole - short).rates(pictures), theirs.rates(pictures)))
        say(f"  turn {turn + 1}: {spoken(rounds[-1])} images/s")
    return {
        "case": f"evaluation, {len(requests)} prompts about {pictures} pictures",
        "unit": "images/s",
        "rounds": rounds,
        "note": f"transformers at batch {best[0]}",
    }


def spoken(turn):
    ours, theirs = turn
    return ", ".join(
        f"by {'the clock' if by == 'clock' else 'processor time'} ours {ours[by]:.3g}, theirs {theirs[by]:.3g}"
        for by in ("clock", "used")
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=pathlib.Path, default=SHIPPED)
    parser.add_argument("--cases", nargs="+", choices=["tuning", "evaluation"], default=["tuning", "evaluation"])
    parser.add_argument("--pictures", type=int, default=400)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--warm", type=int, default=10, help="steps before those that count")
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--batches", type=int, nargs="+", default=[32, 64])
    parser.add_argument("--out", type=pathlib.Path, help="file for all of it, as JSON")
    options = parser.parse_args()
    say = lambda text: print(text, file=sys.stderr, flush=True)
    options.model = options.model.resolve()
    report = {"date": datetime.date.today().isoformat(), "machine": machine(), "cores": os.cpu_count(), "cases": []}
    with tempfile.TemporaryDirectory() as scratch:
        if "tuning" in options.cases:
            report["cases"].append(tuning(options, pathlib.Path(scratch), say))
        if "evaluation" in options.cases:
            report["cases"].append(evaluation(options, say))
    if options.out:
        options.out.write_text(json.dumps(report, indent=1) + "\n")
    print(f"{report['date']}, {report['machine']}, {report['cores']} cores")
    for case in report["cases"]:
        print(f"{case['case']}; {case['note']}")
        for by, name in (("clock", "s"), ("used", "s of processor time")):
            factor = statistics.median(a[by] / b[by] for a, b in case["rounds"])
            ours, theirs = (statistics.median(r[i][by] for r in case["rounds"]) for i in (0, 1))
            print(f"  ours {ours:.3g}, theirs {theirs:.3g} {case['unit'].split('/')[0]}/{name}, {factor:.2f} times")


if __name__ == "__main__":
    main()

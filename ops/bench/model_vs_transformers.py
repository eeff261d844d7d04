"""The model runtime beside transformers, turn by turn in one run.

transformers gets what serves it best: eager PyTorch in fp32 with as many threads as there are cores, inference
mode, and of several batch sizes and two orders of the requests (as they come, and sorted by length) the fastest,
found before the turns begin. Decoding the pictures and preparing them with its own processor is part of its time, as
it is part of ours. Both sides start from the compressed bytes.
"""

import argparse
import datetime
import io
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

# As the launcher does for ours: threads that wait sleep, not spin. On an idle machine spinning is faster by a hair; on
# a shared one it loses half the speed, and would lose it for transformers alone.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parent.parent
SHIPPED = HOME / "checkpoints" / "instructblip-scenes"
BATCHES = (1, 8, 16, 32, 64)
OURS = {"float32": "fp32", "bfloat16": "bf16"}
LENGTHS = (3, 5, 10, 20, 40)
"""Of the answers that the random checkpoint is made to give, end token included: short answers to long captions."""


class Reference:
    """The same checkpoint in transformers."""

    def __init__(self, folder, device, dtype):
        import torch
        import transformers

        transformers.logging.set_verbosity_error()
        self.torch = torch
        self.device = device
        torch.set_num_threads(os.cpu_count())
        self.versions = f"transformers {transformers.__version__}, torch {torch.__version__}"
        model = transformers.InstructBlipForConditionalGeneration
        self.model = model.from_pretrained(folder, dtype=getattr(torch, dtype)).to(device).eval()
        self.processor = transformers.InstructBlipProcessor.from_pretrained(folder)

    def answers(self, requests, batch, by_length):
        """Token ids of every request, in the requests' order."""
        order = list(range(len(requests)))
        if by_length:
            order.sort(key=lambda i: (requests[i]["max_new_tokens"], len(requests[i]["prompt"])))
        found = [None] * len(requests)
        for at in range(0, len(order), batch):
            part = order[at : at + batch]
            for i, ids in zip(part, self.batch([requests[i] for i in part])):
                found[i] = ids
        return found

    def by_own_length(self, requests, batch):
        """As answers, but every batch of one length: beams that are cut off later are not those of a shorter search."""
        groups = {}
        for i, request in enumerate(requests):
            groups.setdefault((request["max_new_tokens"], request.get("min_new_tokens", 0)), []).append(i)
        found = [None] * len(requests)
        for group in groups.values():
            for i, ids in zip(group, self.answers([requests[i] for i in group], batch, False)):
                found[i] = ids
        return found

    def batch(self, requests):
        from PIL import Image

        pictures = [Image.open(io.BytesIO(r["bytes"])).convert("RGB") for r in requests]
        inputs = self.processor(
            images=pictures, text=[r["prompt"] for r in requests], padding=True, return_tensors="pt"
        ).to(self.device)
        inputs["pixel_values"] = inputs["pixel_values"].to(self.model.dtype)
        longest = max(r["max_new_tokens"] for r in requests)
        # A batch of generate() has one length; what is beyond a request's own is cut off.
        shortest = max(r.get("min_new_tokens", 0) for r in requests)
        with self.torch.inference_mode():
            out = self.model.generate(
                **inputs,
                do_sample=False,
                num_beams=requests[0].get("num_beams", 1),
                length_penalty=1.0,
                max_new_tokens=longest,
                min_new_tokens=shortest,
            )
        end = self.model.generation_config.eos_token_id
        return [cut(row[1:], end, r["max_new_tokens"]) for row, r in zip(out.tolist(), requests)]


def cut(ids, end, longest):
    ids = ids[:longest]
    return ids[: ids.index(end) + 1] if end in ids else ids


def timed(action):
    begin = time.perf_counter()
    result = action()
    return time.perf_counter() - begin, result


def spread(requests, count):
    """So many of them, from everywhere."""
    step = max(1, len(requests) // count)
    return requests[::step][:count]


def tuned(reference, requests, batches, say):
    """The fastest batch size and order, and what each gave."""
    rates = {}
    reference.answers(spread(requests, 2), 2, False)
    for batch in batches:
        sample = spread(requests, min(len(requests), max(8, 2 * batch)))
        for by_length in (False, True):
            seconds, _ = timed(lambda: reference.answers(sample, batch, by_length))
            rates[(batch, by_length)] = len(sample) / seconds
            say(f"  transformers, batch {batch}, {order(by_length)}: {len(sample) / seconds:.3g} requests/s")
    return max(rates, key=rates.get), rates


def order(by_length):
    return "sorted by length" if by_length else "as they come"


def blipstream(*arguments):
    command = os.environ.get("BENCH_BLIPSTREAM", HOME / "blipstream")
    done = subprocess.run([command, *map(str, arguments)], stdout=subprocess.PIPE, check=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def measured(case, reference, options, say):
    requests = with_bytes(case["requests"])
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "requests.jsonl"
        file.write_text("".join(json.dumps(r) + "\n" for r in case["requests"]))
        where = ["--device", options.device, "--precision", OURS[options.dtype]]
        ours = ["bench", "model", "--json", "--model", case["model"], "--requests", file, *where]
        ours += ["--passes", options.passes]
        best, rates = tuned(reference, requests, options.batches, say)
        rounds = []
        for turn in range(options.rounds):
            us = blipstream(*ours)[0]
            seconds, _ = timed(lambda: reference.answers(requests, *best))
            rounds.append((us["requests_per_s"], len(requests) / seconds))
            say(f"  turn {turn + 1}: ours {rounds[-1][0]:.4g}, transformers {rounds[-1][1]:.4g} requests/s")
        answers = blipstream(
            "ask", "--json", "--images", "reference", "--model", case["model"], "--requests", file, *where
        )
    said = reference.by_own_length(requests, best[0])
    same = sum(a["token_ids"] == b for a, b in zip(answers, said))
    return {
        "case": case["name"],
        "requests": len(requests),
        "pictures": us["pictures"],
        "tokens": us["tokens"],
        "blipstream_requests_per_s": statistics.median(r[0] for r in rounds),
        "transformers_requests_per_s": statistics.median(r[1] for r in rounds),
        "factor": statistics.median(r[0] / r[1] for r in rounds),
        "rounds": rounds,
        "transformers_best": {"batch": best[0], "order": order(best[1])},
        "transformers_tried": {f"{b}, {order(o)}": rate for (b, o), rate in rates.items()},
        "blipstream_mean_batch": us["mean_batch"],
        "blipstream_stage_seconds": us["stage_seconds"],
        "same_tokens": same / len(requests),
    }


def with_bytes(requests):
    pictures = {r["image"]: None for r in requests}
    for path in pictures:
        pictures[path] = pathlib.Path(path).read_bytes()
    return [dict(r, bytes=pictures[r["image"]]) for r in requests]


def scenes():
    folder = HERE / "scenes"
    lines = [json.loads(line) for line in (folder / "requests.jsonl").read_text().splitlines()]
    return [dict(line, image=str(folder / line["image"])) for line in lines]


def own_pictures(lines):
    """One request for each picture, captions and short answers by turns."""
    of = {}
    for line in lines:
        kind = line["prompt"].startswith("Question")
        of.setdefault(line["image"], ([], []))[kind].append(line)
    picked = []
    for i, kinds in enumerate(of.values()):
        wanted = kinds[i % 2]
        picked.append(wanted[i // 2 % len(wanted)])
    return picked


def cases(options):
    lines = scenes()
    own = own_pictures(lines)
    forced = [
        dict(r, min_new_tokens=n, max_new_tokens=n)
        for r, n in zip(own[: options.base_requests], LENGTHS * len(own))
    ]
    shared = {r["image"] for r in own[: options.shared_pictures]}
    base = options.base
    return [
        {"name": "shipped-own", "model": SHIPPED, "requests": own},
        {"name": "shipped-shared", "model": SHIPPED, "requests": [r for r in lines if r["image"] in shared]},
        {"name": "base-greedy", "model": base, "requests": forced},
        {"name": "base-beams", "model": base, "requests": [dict(r, num_beams=5) for r in forced]},
    ]


def table(report):
    lines = [
        f"{report['date']}, {report['machine']}, {report['cores']} cores, {report['device']}, {report['dtype']}, {report['versions']}",
        "",
        "| case | requests, pictures | transformers, its best | blipstream | factor | same tokens |",
        "|---|---|---|---|---|---|",
    ]
    for c in report["cases"]:
        best = c["transformers_best"]
        lines.append(
            f"| {c['case']} | {c['requests']}, {c['pictures']} "
            f"| {c['transformers_requests_per_s']:.3g}/s (batch {best['batch']}, {best['order']}) "
            f"| {c['blipstream_requests_per_s']:.3g}/s | {c['factor']:.2f} | {c['same_tokens']:.3f} |"
        )
    for r in report.get("roofline", []):
        lines += ["", ", ".join(f"{key} {value}" for key, value in r.items())]
    return "\n".join(lines) + "\n"


def machine():
    info = pathlib.Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
    return names[0] if names else platform.machine()


def card(device):
    """The card's own name."""
    if device == "cpu":
        return device
    import torch

    return f"{device}, {torch.cuda.get_device_name(device)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = ["shipped-own", "shipped-shared", "base-greedy", "base-beams"]
    parser.add_argument("--cases", nargs="+", choices=names, default=names)
    parser.add_argument("--base", type=pathlib.Path, help="the base-size checkpoint; made where it is not given")
    parser.add_argument("--base-requests", type=int, default=40)
    parser.add_argument("--shared-pictures", type=int, default=60, help="pictures whose every question is asked")
    parser.add_argument("--batches", type=int, nargs="+", default=list(BATCHES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--passes", type=int, default=1, help="of ours in a turn, after its warm one")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--dtype", default="float32", choices=list(OURS), help="of both; bfloat16 on a card")
    parser.add_argument("--out", type=pathlib.Path, help="folder for the table, as .json and .md")
    options = parser.parse_args()
    say = lambda text: print(text, file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        if options.base is None and any(name.startswith("base") for name in options.cases):
            options.base = pathlib.Path(scratch) / "base"
            blipstream("bench", "make-checkpoint", "--json", "--size", "BASE", "--into", options.base)
        report = {
            "date": datetime.date.today().isoformat(),
            "machine": machine(),
            "cores": os.cpu_count(),
            "device": card(options.device),
            "dtype": options.dtype,
            "cases": [],
        }
        reference = None
        for case in cases(options):
            if case["name"] not in options.cases:
                continue
            say(case["name"])
            if reference is None or reference[0] != case["model"]:
                reference = None
                reference = (case["model"], Reference(case["model"], options.device, options.dtype))
                report["versions"] = reference[1].versions
            report["cases"].append(measured(case, reference[1], options, say))
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "model-vs-transformers.json").write_text(json.dumps(report, indent=1, default=str) + "\n")
        (options.out / "model-vs-transformers.md").write_text(table(report))
    print(table(report), end="")


if __name__ == "__main__":
    main()

"""Pictures a second from JPEG to the image encoder's input, ours and Pillow's with transformers' processor.

Theirs runs in as many processes as there are cores, in batches of 32. Two kinds of pictures: the kept scenes, and
photographs of 640 x 480 (drawn: smooth shapes under noise, quality 85), which cost mostly what decoding costs.
"""

import argparse
import io
import json
import multiprocessing
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parent.parent
SHIPPED = HOME / "checkpoints" / "instructblip-scenes"
BATCH = 32


def photographs(folder, count=16):
    import numpy
    from PIL import Image

    random = numpy.random.default_rng(1)
    for i in range(count):
        coarse = Image.fromarray(random.integers(0, 256, (30, 40, 3), dtype=numpy.uint8))
        fine = numpy.asarray(coarse.resize((640, 480), Image.BICUBIC)).astype(int)
        noisy = (fine + random.integers(-12, 13, fine.shape)).clip(0, 255).astype(numpy.uint8)
        Image.fromarray(noisy).save(folder / f"{i}.jpg", quality=85)
    return sorted(folder.glob("*.jpg"))


def prepare_for(arguments):
    model, paths, seconds = arguments
    import torch
    import transformers
    from PIL import Image

    torch.set_num_threads(1)
    processor = transformers.BlipImageProcessor.from_pretrained(model)
    encoded = [pathlib.Path(p).read_bytes() for p in paths]
    encoded = (encoded * (BATCH // len(encoded) + 1))[: max(BATCH, len(encoded))]
    done, at, begin, warm = 0, 0, None, 2
    while begin is None or time.perf_counter() - begin < seconds:
        if warm == 0 and begin is None:
            begin = time.perf_counter()
        batch = [encoded[(at + i) % len(encoded)] for i in range(BATCH)]
        pictures = [Image.open(io.BytesIO(b)).convert("RGB") for b in batch]
        processor(images=pictures, return_tensors="pt")
        at += BATCH
        if begin is None:
            warm = max(0, warm - 1)
        else:
            done += BATCH
    return done / (time.perf_counter() - begin)


def theirs(model, paths, seconds):
    cores = os.cpu_count()
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        return sum(pool.map(prepare_for, [(str(model), [str(p) for p in paths], seconds)] * cores))


def ours(model, paths, seconds):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "requests.jsonl"
        file.write_text("".join(json.dumps({"image": str(p), "prompt": "a"}) + "\n" for p in paths))
        command = ["bench", "prepare", "--json", "--model", model, "--requests", file]
        command += ["--passes", 1, "--seconds", seconds]
        done = subprocess.run(
            [HOME / "blipstream", *map(str, command)], stdout=subprocess.PIPE, check=True, text=True
        )
    return json.loads(done.stdout)["pictures_per_s"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        large = folder / "model"
        large.mkdir()
        config = json.loads((SHIPPED / "preprocessor_config.json").read_text())
        config["size"] = {"height": 224, "width": 224}
        (large / "preprocessor_config.json").write_text(json.dumps(config))
        kinds = {
            "scenes, 224 x 224 to 112 x 112": (SHIPPED, sorted((HERE / "scenes").glob("*.jpg"))),
            "photographs, 640 x 480 to 224 x 224": (large, photographs(folder)),
        }
        for name, (model, paths) in kinds.items():
            turns = [
                (ours(model, paths, options.seconds), theirs(model, paths, options.seconds))
                for _ in range(options.rounds)
            ]
            print(
                json.dumps(
                    {
                        "pictures": name,
                        "blipstream_per_s": statistics.median(t[0] for t in turns),
                        "pillow_and_processor_per_s": statistics.median(t[1] for t in turns),
                        "factor": statistics.median(t[0] / t[1] for t in turns),
                        "turns": turns,
                        "cores": os.cpu_count(),
                    }
                ),
                flush=True,
            )


if __name__ == "__main__":
    main()

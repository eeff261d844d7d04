"""Image events in, texts out, the way a user would try first: confluent-kafka and transformers, in micro-batches.

Takes events until it has a batch of prompts (or nothing more comes for a moment), decodes the pictures, runs
generate() on them, produces one record a text, and commits the offsets. At least once, where the pipeline beside it
is exactly once.
"""

import argparse
import io
import json
import os
import signal
import struct
import urllib.request

# As the launcher does for ours, see model_vs_transformers.py; PyTorch reads it when it is imported.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import confluent_kafka
import fastavro
import torch
import transformers
from PIL import Image


class Schemas:
    """Writers' schemas by the registry's ids."""

    def __init__(self, registry):
        self.registry = registry
        self.parsed = {}

    def event(self, value):
        magic, number = struct.unpack(">bI", value[:5])
        if magic != 0:
            raise ValueError("not in the registry's wire format")
        if number not in self.parsed:
            with urllib.request.urlopen(f"{self.registry}/schemas/ids/{number}") as answer:
                self.parsed[number] = fastavro.parse_schema(json.loads(json.load(answer)["schema"]))
        return fastavro.schemaless_reader(io.BytesIO(value[5:]), self.parsed[number])


def prompt(instruction):
    if instruction["task"] == "CAPTION":
        return "A short image caption:"
    return f"Question: {instruction['question']} Short answer:"


class Model:
    def __init__(self, folder, device):
        transformers.logging.set_verbosity_error()
        torch.set_num_threads(os.cpu_count())
        self.device = device
        self.processor = transformers.InstructBlipProcessor.from_pretrained(folder)
        dtype = torch.float32 if device == "cpu" else torch.bfloat16
        model = transformers.InstructBlipForConditionalGeneration.from_pretrained(folder, dtype=dtype)
        self.model = model.to(device).eval()

    def texts(self, pictures, prompts):
        inputs = self.processor(images=pictures, text=prompts, padding=True, return_tensors="pt").to(self.device)
        inputs["pixel_values"] = inputs["pixel_values"].to(self.model.dtype)
        with torch.inference_mode():
            ids = self.model.generate(**inputs, do_sample=False, max_new_tokens=24)
        return [text.strip() for text in self.processor.batch_decode(ids, skip_special_tokens=True)]


def asked(schemas, messages):
    """Of every instruction: its result's key, the picture, the prompt. Short answers first, they end together."""
    found = []
    for message in messages:
        event = schemas.event(message.value())
        picture = Image.open(io.BytesIO(event["images"][0]["bytes"])).convert("RGB")
        for instruction in event["instructions"]:
            found.append((f"{event['subject']}/{instruction['id']}", picture, prompt(instruction)))
    return sorted(found, key=lambda one: not one[2].startswith("Question"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("bootstrap", "registry", "source", "sink", "model"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--batch", type=int, required=True, help="prompts of one call of generate() at most")
    options = parser.parse_args()
    schemas, model = Schemas(options.registry), Model(options.model, options.device)
    consumer = confluent_kafka.Consumer(
        {
            "bootstrap.servers": options.bootstrap,
            "group.id": "python-consumer",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    producer = confluent_kafka.Producer({"bootstrap.servers": options.bootstrap, "linger.ms": 5})
    consumer.subscribe([options.source])
    # Whoever ends it has seen its results: their offsets are committed first, or the next would say them again.
    ending = []
    signal.signal(signal.SIGTERM, lambda *_: ending.append(True))
    while not ending:
        messages = [m for m in consumer.consume(num_messages=options.batch, timeout=0.2) if not m.error()]
        if not messages:
            continue
        found = asked(schemas, messages)
        for at in range(0, len(found), options.batch):
            part = found[at : at + options.batch]
            texts = model.texts([one[1] for one in part], [one[2] for one in part])
            for (key, _, _), text in zip(part, texts):
                producer.produce(options.sink, key=key.encode(), value=text.encode())
        producer.flush()
        consumer.commit(asynchronous=False)
    consumer.close()


if __name__ == "__main__":
    main()

"""Sends a picture with two instructions, and prints what is said of it.

    python produce.py BROKER REGISTRY PICTURE

Needs confluent-kafka[avro,schemaregistry]; see requirements.txt. With topics.prefix, set PREFIX in the environment.
"""

import datetime
import json
import os
import pathlib
import sys
import time
import uuid

from confluent_kafka import Consumer, Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

PREFIX = os.environ.get("PREFIX", "")
EVENTS = PREFIX + "image-events"
RESULTS = [PREFIX + "captions", PREFIX + "answers"]
SCHEMA = (pathlib.Path(__file__).parents[1] / "ImageEvent.avsc").read_text()


def event(picture):
    """What has a default in the schema may be left out."""
    return {
        "event_id": str(uuid.uuid4()),
        "subject": picture.stem,
        "feed": "examples",
        "images": [{"bytes": picture.read_bytes()}],
        "instructions": [
            {"id": "caption", "task": "CAPTION"},
            {"id": "colour", "task": "ANSWER", "question": "what color is it?", "candidates": ["red", "green", "blue"]},
        ],
        "lane": "INTERACTIVE",
        "occurred_at": datetime.datetime.now(datetime.timezone.utc),
    }


def send(broker, registry, wanted):
    """The key is the subject: the events of one subject stay in their order."""
    producer = Producer({"bootstrap.servers": broker, "enable.idempotence": True})
    value = AvroSerializer(registry, SCHEMA)(wanted, SerializationContext(EVENTS, MessageField.VALUE))
    producer.produce(EVENTS, key=wanted["subject"], value=value)
    if producer.flush(30):
        sys.exit("the broker did not take the event")


def answers(broker, registry, wanted, patience=60):
    """Only what is committed: results are written in transactions."""
    consumer = Consumer(
        {
            "bootstrap.servers": broker,
            "group.id": f"example-{uuid.uuid4()}",
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
        }
    )
    consumer.subscribe(RESULTS)
    read = AvroDeserializer(registry)
    left, until = len(wanted["instructions"]), time.time() + patience
    while left and time.time() < until:
        record = consumer.poll(1)
        if record is None or record.error() or record.value() is None:
            continue
        result = read(record.value(), SerializationContext(record.topic(), MessageField.VALUE))
        if result["event_id"] == wanted["event_id"]:
            left -= 1
            yield result
    consumer.close()
    if left:
        sys.exit(f"{left} results did not come in {patience} s")


def main(broker, address, picture):
    registry = SchemaRegistryClient({"url": address})
    wanted = event(pathlib.Path(picture))
    send(broker, registry, wanted)
    for result in answers(broker, registry, wanted):
        fields = ("subject", "instruction_id", "status", "text", "confidence", "template_id", "model_id")
        print(json.dumps({name: result[name] for name in fields}))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])

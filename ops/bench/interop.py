"""Confluent's Python client and fastavro as the peer.

golden OUT: writes, without broker and registry, the bytes that Confluent's Python serializer makes of an event and a
template, for a Java test that reads them and writes the same. live BROKER REGISTRY COUNT EVENTS RESULTS...: produces so many
events, then prints each result that comes of them as a line of JSON.
"""

import datetime
import json
import pathlib
import sys
import time

from confluent_kafka import Consumer, Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

HOME = pathlib.Path(__file__).resolve().parents[2]
NOON = datetime.datetime(2024, 5, 1, 12, 0, tzinfo=datetime.timezone.utc)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)

EVENT = {
    "event_id": "e-1",
    "subject": "shoe/42",
    "images": [{"bytes": bytes([1, 2, 3, 252])}, {"uri": "https://example.org/ä.png"}],
    "instructions": [
        {
            "id": "i-1",
            "task": "ANSWER",
            "question": "What colour is it?",
            "candidates": ["red", "blue"],
            "history": [{"question": "What is it?", "answer": "a shoe"}],
            "options": {"max_new_tokens": 16, "min_new_tokens": 2},
        }
    ],
    "deadline": NOON + datetime.timedelta(milliseconds=250),
    "occurred_at": NOON,
    "attributes": {"shop": "north"},
}
TEMPLATE = {
    "id": "caption.short",
    "version": 3,
    "task": "CAPTION",
    "text": "A short image caption:",
    "published_at": NOON,
}


def schema(name):
    """The newest that was published."""
    versions = (HOME / "schemas/src/test/resources/history" / f"io.blipstream.schemas.{name}").glob("v*.avsc")
    return max(versions, key=lambda file: int(file.stem[1:])).read_text()


def serialized(registry, name, topic, value):
    return AvroSerializer(registry, schema(name))(value, SerializationContext(topic, MessageField.VALUE))


def golden(out):
    for name, value in ("ImageEvent", EVENT), ("Template", TEMPLATE):
        registry = SchemaRegistryClient.new_client({"url": "mock://"})
        (pathlib.Path(out) / f"{name}.bin").write_bytes(serialized(registry, name, "t", value))


def asked(number):
    return {
        "event_id": f"from-python-{number}",
        "subject": f"shoe/{number}",
        "images": [{"bytes": PIXEL}],
        "instructions": [
            {"id": "caption", "task": "CAPTION"},
            {"id": "colour", "task": "ANSWER", "question": "What colour is it?"},
        ],
        "occurred_at": datetime.datetime.now(datetime.timezone.utc),
    }


def live(broker, address, count, events, *results):
    registry = SchemaRegistryClient({"url": address})
    write = AvroSerializer(registry, schema("ImageEvent"))
    producer = Producer({"bootstrap.servers": broker})
    left = 0
    for number in range(int(count)):
        event = asked(number)
        value = write(event, SerializationContext(events, MessageField.VALUE))
        producer.produce(events, key=event["subject"], value=value)
        left += len(event["instructions"])
    producer.flush(30)
    consumer = Consumer(
        {
            "bootstrap.servers": broker,
            "group.id": "python",
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
        }
    )
    consumer.subscribe(list(results))
    read = AvroDeserializer(registry)
    until = time.time() + 90
    patience = until  # once all are there: another moment, in which doubled ones would come
    while time.time() < min(until, patience):
        record = consumer.poll(1)
        if record is not None and not record.error():
            value = read(record.value(), SerializationContext(record.topic(), MessageField.VALUE))
            print(json.dumps({"key": record.key().decode(), "topic": record.topic(), "value": value}, default=str))
            left -= 1
            patience = time.time() + 3 if left == 0 else patience
    consumer.close()
    sys.exit(1 if left > 0 else 0)


if __name__ == "__main__":
    {"golden": golden, "live": live}[sys.argv[1]](*sys.argv[2:])

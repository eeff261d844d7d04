-- The result topics as ksqlDB's streams and tables. Columns come from the registry: ksqlDB reads the Avro schemas there.
-- Set for the server: ksql.schema.registry.url, and ksql.streams.consumer.isolation.level=read_committed.

CREATE STREAM answers (record_key VARCHAR KEY)
  WITH (KAFKA_TOPIC = 'answers', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE SOURCE TABLE products (product VARCHAR PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'products', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE SOURCE TABLE flags (subject_policy VARCHAR PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'flags', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

-- How sure the model is, by instruction.
CREATE TABLE confidence_by_instruction AS
  SELECT instruction_id, COUNT(*) AS answers, AVG(confidence) AS confidence
  FROM answers
  WHERE status = 'OK'
  GROUP BY instruction_id
  EMIT CHANGES;

-- The answers that people should look at, with a key of their own.
CREATE STREAM unsure
  WITH (KAFKA_TOPIC = 'unsure-answers', VALUE_FORMAT = 'AVRO') AS
  SELECT record_key, event_id, subject, prompt, text, confidence, origin->partition AS picture_partition, origin->`offset` AS picture_offset
  FROM answers
  WHERE confidence < 0.5
  EMIT CHANGES;

-- What is flagged now and nobody has confirmed: asked once.
SELECT subject, policy, score, threshold FROM flags WHERE verdict = 'FLAGGED';

-- Products by colour: asked once.
SELECT product, colour, kind FROM products WHERE colour = 'red';

-- The result topics as Flink's tables. Statements of results.sql run one after the other; BROKER and REGISTRY are put in by run.sh.

-- One shape for the three topics; what is not named here is skipped. A field that may be null is nullable. The status is an
-- enum, which Avro does not read as a string: text is there where it is OK.
CREATE TABLE answers (
  record_key STRING NOT NULL,
  event_id STRING NOT NULL,
  subject STRING NOT NULL,
  instruction_id STRING NOT NULL,
  feed STRING NOT NULL,
  text STRING,
  confidence DOUBLE,
  completed_at TIMESTAMP(3) NOT NULL
) WITH (
  'connector' = 'kafka',
  'topic' = 'answers',
  'properties.bootstrap.servers' = 'BROKER',
  'properties.group.id' = 'flink-answers',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'key.format' = 'raw',
  'key.fields' = 'record_key',
  'value.format' = 'avro-confluent',
  'value.avro-confluent.url' = 'REGISTRY',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Of a compacted topic: the newest record of a key counts, a tombstone deletes it.
CREATE TABLE products (
  subject STRING NOT NULL,
  colour STRING,
  colour_score DOUBLE,
  kind STRING,
  complete BOOLEAN NOT NULL,
  missing STRING NOT NULL,
  updated_at TIMESTAMP(3) NOT NULL,
  PRIMARY KEY (subject) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'products',
  'properties.bootstrap.servers' = 'BROKER',
  'properties.group.id' = 'flink-products',
  'properties.isolation.level' = 'read_committed',
  'scan.bounded.mode' = 'latest-offset',
  'key.format' = 'raw',
  'value.format' = 'avro-confluent',
  'value.avro-confluent.url' = 'REGISTRY',
  'value.fields-include' = 'ALL'
);

-- How sure the model is, by instruction.
SELECT instruction_id, COUNT(*) AS answers, ROUND(AVG(confidence), 3) AS confidence
FROM answers WHERE text IS NOT NULL GROUP BY instruction_id;

-- Products by colour.
SELECT colour, COUNT(*) AS products FROM products WHERE complete GROUP BY colour;

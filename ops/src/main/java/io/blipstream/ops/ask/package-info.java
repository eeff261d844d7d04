/** Answers without Kafka: a file of requests, or one picture and one prompt. */
package io.blipstream.ops.ask;

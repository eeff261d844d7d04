/**
 * The client of a Confluent-compatible schema registry. {@link
 * io.blipstream.schemas.registry.SchemaRegistries#open} gives a {@link
 * io.blipstream.schemas.registry.SchemaRegistry}: over HTTP, or in this process for {@code
 * mem://scope}. How requests are sent, repeated and remembered stays inside.
 */
package io.blipstream.schemas.registry;

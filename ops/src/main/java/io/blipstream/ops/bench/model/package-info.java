/** From compressed pictures to text: how many requests a second a checkpoint answers. */
package io.blipstream.ops.bench.model;

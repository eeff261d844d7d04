/**
 * A small world where the truth is known: one to four things on a coloured ground, what can be said
 * of them, asked and answered, and pictures of it. The demo streams these scenes and marks the
 * model's texts right or wrong.
 */
package io.blipstream.ops.scenes;

/** Whether the process lives, is ready and has started, and what is served beside: its numbers. */
package io.blipstream.ops.health;

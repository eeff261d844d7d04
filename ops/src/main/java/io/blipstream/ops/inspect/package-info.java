/** What was found out about a checkpoint, said to people and to programs. */
package io.blipstream.ops.inspect;

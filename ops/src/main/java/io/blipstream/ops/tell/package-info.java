/** What happens in a command that runs for long, told while it happens. */
package io.blipstream.ops.tell;

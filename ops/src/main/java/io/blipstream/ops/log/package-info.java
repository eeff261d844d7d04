/** How the process logs. */
package io.blipstream.ops.log;

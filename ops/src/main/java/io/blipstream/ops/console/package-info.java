/** What people look at in a browser. */
package io.blipstream.ops.console;

/** What people look at in a browser: the Wall, pictures beside what was said of them. */
package io.blipstream.ops.console;

/** The Wall: pictures beside what was said of them, as it comes. */
package io.blipstream.ops.console.wall;

/** Where a model looked, for one picture at a time. */
package io.blipstream.ops.console.attention;

/** What somebody does by way of the console, and the note that is made of it. */
package io.blipstream.ops.console.action;

/** Dead letters in a browser: by their faults, with their pictures, and put back. */
package io.blipstream.ops.console.letters;

/** Templates in a browser: their versions, a lint, a trial on a recent picture, publishing. */
package io.blipstream.ops.console.templates;

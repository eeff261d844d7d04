/** Templates of one's own, as files and as lines. */
package io.blipstream.ops.templates;

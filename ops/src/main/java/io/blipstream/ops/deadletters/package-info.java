/**
 * Dead letters as an operator meets them: found, grouped, shown, and put back where they came from.
 */
package io.blipstream.ops.deadletters;

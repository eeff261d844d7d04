/** Models measured on declared data sets: scores, reports, two of them side by side. */
package io.blipstream.ops.evaluate;

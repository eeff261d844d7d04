/**
 * The measures of the field, computed as their reference programs compute them: caption metrics,
 * accuracy of answers, ranking. Pure functions of texts and numbers; any thread may call them.
 */
package io.blipstream.runtime.evaluation.metric;

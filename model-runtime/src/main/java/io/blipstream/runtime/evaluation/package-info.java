/** What a model is worth on data sets, by the paper's protocol; two models side by side. */
package io.blipstream.runtime.evaluation;

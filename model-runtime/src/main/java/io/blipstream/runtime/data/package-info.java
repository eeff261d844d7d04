/**
 * Data sets to learn on and to be measured by: declared in a file, read in the forms in which they
 * are published, mixed by the square-root rule. Knows nothing of networks.
 */
package io.blipstream.runtime.data;

/**
 * Instruction templates: the built-in ones, what makes one valid, the table of every version, and
 * how an instruction becomes the words of a prompt.
 */
package io.blipstream.topology.template;

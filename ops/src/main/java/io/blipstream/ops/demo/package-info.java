/**
 * The demo: scenes streamed through a whole application in one process, each text marked right or
 * wrong as it comes.
 */
package io.blipstream.ops.demo;

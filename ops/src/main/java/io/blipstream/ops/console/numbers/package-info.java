/** The numbers of the process, told each second. */
package io.blipstream.ops.console.numbers;

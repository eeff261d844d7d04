/**
 * What a checkpoint folder holds and needs, told from its configuration and its files' headers
 * alone: a checkpoint of any size is looked through in a second, before a byte of it is loaded.
 */
package io.blipstream.runtime.inspect;

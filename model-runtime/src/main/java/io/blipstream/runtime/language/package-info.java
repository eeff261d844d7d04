/**
 * The frozen language model behind the soft prompt. A family is a package of its own below this
 * one; what all have in common stands here.
 */
package io.blipstream.runtime.language;

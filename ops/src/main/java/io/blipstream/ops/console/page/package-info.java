/** The pages' common frame: one navigation, one set of colours, one way to ask and to act. */
package io.blipstream.ops.console.page;

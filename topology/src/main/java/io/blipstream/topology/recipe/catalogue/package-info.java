/** Closed answers become the attributes of products: one record for each, merged. */
package io.blipstream.topology.recipe.catalogue;

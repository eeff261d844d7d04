/** What becomes of events when something that the application stands on goes away for a time. */
package io.blipstream.ops.bench.outages;

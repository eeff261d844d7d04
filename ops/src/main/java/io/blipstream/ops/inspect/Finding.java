package io.blipstream.ops.inspect;

import io.blipstream.runtime.inspect.Inspection;
import java.util.OptionalLong;

/**
 * What there is to say.
 *
 * @param inspection of the folder
 * @param measured the most bytes that the process really held; empty where nobody asked
 */
public record Finding(Inspection inspection, OptionalLong measured) {}

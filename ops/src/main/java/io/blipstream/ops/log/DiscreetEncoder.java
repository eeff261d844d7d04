package io.blipstream.ops.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.blipstream.runtime.fault.Addresses;

/**
 * Lines in which no address keeps its user or its query, whoever logged it: clients of others log
 * what they ask for, and stack traces hold words of others. Public, for Logback makes it. Rejected:
 * a converter of {@code %msg}, which stack traces and MDC pass by.
 */
public final class DiscreetEncoder extends PatternLayoutEncoder {
  @Override
  public byte[] encode(ILoggingEvent event) {
    return Addresses.hidden(layout.doLayout(event)).getBytes(UTF_8);
  }
}

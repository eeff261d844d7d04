package io.blipstream.topology.routing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MDC.MDCCloseable;

/**
 * A line for each dead letter, for whoever looks for an event in the log: which event, where it
 * stood, what was wrong by its code. The fault's message is left to the letter: it may repeat what
 * was asked. Any thread.
 */
final class RefusalLog {
  /** Under which name the event's id stands beside each line of the log that is about it. */
  static final String EVENT_ID = "event_id";

  private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);
  private static final int LONGEST = 200;

  private RefusalLog() {}

  static void tell(SourceRecord source, Refusal refusal) {
    if (!log.isInfoEnabled()) {
      return;
    }
    try (MDCCloseable event = MDC.putCloseable(EVENT_ID, printable(refusal.eventId().orElse("")))) {
      log.atInfo()
          .addKeyValue("fault", refusal.fault().code().code())
          .addKeyValue("topic", source.topic())
          .addKeyValue("partition", source.partition())
          .addKeyValue("offset", source.offset())
          .log("dead letter");
    }
  }

  /** Whoever sends an event names it: a line's end in a name would forge a line. */
  static String printable(String id) {
    String shortened = id.length() <= LONGEST ? id : id.substring(0, LONGEST);
    return shortened.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]", "?");
  }
}

package io.blipstream.ops.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.blipstream.ops.config.LogFormat;
import org.slf4j.LoggerFactory;

/**
 * Where the log goes, and in which shape: by Logback's own encoder, so that the names of its fields
 * are those that collectors know. What a message was made of is left out beside it: an argument is
 * an object, and may print more of itself than the message meant to say.
 */
public final class LogOutput {
  /** The name of the appender in {@code logback.xml}. */
  private static final String APPENDER = "STDERR";

  private LogOutput() {}

  /**
   * From now on, for the whole process. Whoever brings a Logback configuration of their own,
   * without our appender, is left alone.
   */
  public static void use(LogFormat format) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (format == LogFormat.JSON
        && root.getAppender(APPENDER) instanceof OutputStreamAppender<ILoggingEvent> appender) {
      JsonEncoder encoder = new JsonEncoder();
      encoder.setContext(context);
      encoder.setWithSequenceNumber(false);
      encoder.setWithNanoseconds(false);
      encoder.setWithContext(false);
      encoder.setWithArguments(false);
      encoder.setWithMessage(false);
      encoder.setWithFormattedMessage(true);
      encoder.start();
      appender.stop();
      appender.setEncoder(encoder);
      appender.start();
    }
  }
}

package io.blipstream.ops.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.blipstream.ops.config.LogFormat;
import io.blipstream.runtime.fault.Addresses;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    use(format, (LoggerContext) LoggerFactory.getILoggerFactory());
  }

  static void use(LogFormat format, LoggerContext context) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (format == LogFormat.JSON
        && root.getAppender(APPENDER) instanceof OutputStreamAppender<ILoggingEvent> appender) {
      JsonEncoder encoder = new DiscreetJson();
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

  /** Hides as {@link DiscreetEncoder} does; it cuts no string of JSON in two. */
  private static final class DiscreetJson extends JsonEncoder {
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    @Override
    public byte[] encode(ILoggingEvent event) {
      String line = new String(super.encode(event), UTF_8);
      return Addresses.hidden(ESCAPED.matcher(line).replaceAll(DiscreetJson::plain))
          .getBytes(UTF_8);
    }

    /** Logback escapes slashes, which JSON does not ask for: no address would be known as one. */
    private static String plain(MatchResult escaped) {
      return escaped.group(1).equals("/") ? "/" : Matcher.quoteReplacement(escaped.group());
    }
  }
}

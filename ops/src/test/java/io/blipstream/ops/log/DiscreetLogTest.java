package io.blipstream.ops.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.config.LogFormat;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Others' log lines, through the configuration of the process. */
class DiscreetLogTest {
  private static final String SECRET = "pl4nted-s3cret";
  private static final String ADDRESS = "http://u:" + SECRET + "@h:1/x.png?sig=" + SECRET;

  private final LoggerContext context = new LoggerContext();
  private final Logger logger = context.getLogger("somebody");

  @BeforeEach
  void configure() throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    URL shipped = LogOutput.class.getResource("/logback.xml");
    configurator.doConfigure(shipped);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void lineForPeople_hidesAddressesInAllItsParts() {
    assertThat(line())
        .doesNotContain(SECRET)
        .contains("asked http://(hidden)@h:1/x.png?(hidden)")
        .contains("GET /x.png?(hidden) HTTP/1.1")
        .contains("broken off by", "Caused by", "at " + DiscreetLogTest.class.getName());
  }

  @Test
  void lineOfJson_hidesThemToo_andIsJsonStill() throws IOException {
    LogOutput.use(LogFormat.JSON, context);
    String line = line();
    assertThat(line).doesNotContain(SECRET);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("formattedMessage").textValue())
        .isEqualTo(
            "asked http://(hidden)@h:1/x.png?(hidden) by \"GET /x.png?(hidden) HTTP/1.1\" as"
                + " \"http://(hidden)@h:1/x.png?(hidden)\"");
    assertThat(json.at("/throwable/cause/message").textValue())
        .isEqualTo("http://(hidden)@h:1/x.png?(hidden)");
    assertThat(json.at("/mdc/event_id").textValue()).startsWith("http://(hidden)@h:1/x.png");
  }

  private String line() {
    LoggingEvent event =
        new LoggingEvent(
            DiscreetLogTest.class.getName(),
            logger,
            Level.WARN,
            "asked {} by \"GET /x.png?{} HTTP/1.1\" as \"{}\"",
            new IllegalStateException(
                "broken off by " + ADDRESS, new IllegalArgumentException(ADDRESS)),
            new Object[] {ADDRESS, SECRET, ADDRESS});
    event.setMDCPropertyMap(Map.of("event_id", ADDRESS));
    OutputStreamAppender<ILoggingEvent> appender =
        (OutputStreamAppender<ILoggingEvent>)
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}

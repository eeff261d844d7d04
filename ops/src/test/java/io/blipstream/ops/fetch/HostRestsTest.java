package io.blipstream.ops.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostRestsTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000); // clocks may turn over
  private final HostRests rests = new HostRests(now::get);

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "' 7 ', 7",
    "7000000, 3600",
    "Wed; 25 Nov 2026 10:00:09 GMT, 9",
    "Wed; 25 Nov 2026 09:00:00 GMT, 0",
    "Wed; 25 Nov 2099 09:00:00 GMT, 3600",
    "-7, 0",
    "7.5, 0",
    "soon, 0",
    "'', 0",
    "99999999999999999999, 0",
  })
  void whatIsAskedFor_isHeeded_inEitherFormAndWithinAnHour(String words, long seconds) {
    BasicHttpResponse answer = new BasicHttpResponse(503);
    answer.addHeader("Date", "Wed, 25 Nov 2026 10:00:00 GMT");
    answer.addHeader("Retry-After", words.replace(';', ','));
    rests.heed("a.example", answer);
    assertThat(rests.left("a.example")).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(rests.left("b.example")).isZero();
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    assertThat(rests.left("a.example")).isZero();
  }
}

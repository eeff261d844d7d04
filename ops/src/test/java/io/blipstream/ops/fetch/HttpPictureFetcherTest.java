package io.blipstream.ops.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.fault.FaultCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPictureFetcherTest extends AgainstHostileServer {
  @Test
  void picture_isFetched_withoutACookieOrACredential_andCounted() {
    server.on("/p?signature=a%2Fb", "200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 9", PICTURE);
    assertThat(fetched(server.url("/p?signature=a%2Fb#top"))).isEqualTo(PICTURE);
    assertThat(fetched(server.url("/p?signature=a%2Fb"))).isEqualTo(PICTURE);
    assertThat(server.requests)
        .allSatisfy(
            head ->
                assertThat(head.toLowerCase(Locale.ROOT))
                    .doesNotContain("cookie", "authorization"));
    assertThat(fetcher.stats().fetched()).isEqualTo(2);
    assertThat(fetcher.stats().bytes()).isEqualTo(18);
  }

  @Test
  void bodyOfUnknownLength_isFetched() {
    server.on("/chunked", "200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\na picture\r\n0");
    server.on(
        "/closed",
        (out, socket) -> {
          out.write("HTTP/1.0 200 OK\r\n\r\na picture".getBytes(US_ASCII));
          socket.shutdownOutput();
        });
    assertThat(fetched(server.url("/chunked"))).isEqualTo(PICTURE);
    assertThat(fetched(server.url("/closed"))).isEqualTo(PICTURE);
  }

  @Test
  void addressThatIsNotPublic_isNotConnectedTo_thoughItsNameIsAllowed() {
    server.good("/p", PICTURE);
    try (HttpPictureFetcher strict = open("", LONG, List.of())) {
      assertFault(strict, server.url("/p"), FaultCode.IMAGE_FETCH_REFUSED);
      assertFault(
          strict, "http://127.0.0.1:" + server.port() + "/p", FaultCode.IMAGE_FETCH_REFUSED);
    }
    assertThat(server.requests).isEmpty();
  }

  @Test
  void redirect_isFollowed_withoutWhatWasSentBefore() {
    server.on("/from", "302 Found\r\nSet-Cookie: a=b\r\nLocation: /to\r\nContent-Length: 0");
    server.good("/to", PICTURE);
    assertThat(fetched(server.url("/from"))).isEqualTo(PICTURE);
    assertThat(server.requests.get(1).toLowerCase(Locale.ROOT)).doesNotContain("cookie", "referer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.2:80/p",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:127.0.0.1]/",
        "http://user:secret@localhost/",
        "file:///etc/passwd",
        "//2130706433/",
        "http://elsewhere.example/",
        "ht tp://"
      })
  void redirectToWhereNothingMayBeFetched_isRefused(String target) {
    server.on("/from", "302 Found\r\nContent-Length: 0\r\nLocation: " + target);
    assertFault(fetcher, server.url("/from"), FaultCode.IMAGE_FETCH_REFUSED);
  }

  @Test
  void redirectsWithoutEnd_end() {
    server.on("/loop", "302 Found\r\nContent-Length: 0\r\nLocation: /loop");
    assertFault(fetcher, server.url("/loop"), FaultCode.IMAGE_UNAVAILABLE);
    assertThat(server.requests).hasSize(4);
  }

  @Test
  void redirectWithAnEndlessBody_isNotReadOn() {
    server.on("/from", (out, socket) -> endless(out, "302 Found\r\nLocation: /to"));
    server.good("/to", PICTURE);
    assertThat(fetched(server.url("/from"))).isEqualTo(PICTURE);
  }

  @Test
  void bodyWithoutEnd_isCutOff() {
    server.on("/p", (out, socket) -> endless(out, "200 OK"));
    assertFault(fetcher, server.url("/p"), FaultCode.IMAGE_TOO_LARGE);
  }

  @Test
  void announcedLengthThatIsTooMuch_isNotRead() {
    server.on("/p", "200 OK\r\nContent-Length: 99999999999999", PICTURE);
    assertFault(fetcher, server.url("/p"), FaultCode.IMAGE_TOO_LARGE);
  }

  @Test
  void lengthThatLies_costsOneAttempt() {
    server.on(
        "/short",
        (out, socket) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\na picture".getBytes(US_ASCII));
          socket.shutdownOutput();
        });
    assertFault(fetcher, server.url("/short"), FaultCode.IMAGE_FETCH_FAILED);
    server.on("/long", "200 OK\r\nContent-Length: 9", "a picture and more".getBytes(US_ASCII));
    assertThat(fetched(server.url("/long"))).isEqualTo(PICTURE);
  }

  @Test
  void largestPicture_isFetched_andOneByteMoreIsNot() {
    server.good("/largest", new byte[MAX_BYTES]).good("/larger", new byte[MAX_BYTES + 1]);
    assertThat(fetched(server.url("/largest"))).hasSize(MAX_BYTES);
    assertFault(fetcher, server.url("/larger"), FaultCode.IMAGE_TOO_LARGE);
  }

  @Test
  void slowLoris_isLeftInTime_inItsHeadAndInItsBody() {
    server.on("/head", (out, socket) -> drip(out, "HTTP/1.1 200 OK\r\nX-Slow: "));
    server.on("/body", (out, socket) -> drip(out, "HTTP/1.1 200 OK\r\n\r\n"));
    for (String path : List.of("/head", "/body")) {
      long begin = System.nanoTime();
      assertFault(fetcher.fetch(at(server.url(path)), SHORT), FaultCode.IMAGE_FETCH_FAILED);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG.dividedBy(2));
    }
  }

  @Test
  void silence_isLeftBeforeTheWholeTimeIsUp() throws Exception {
    server.on("/p", (out, socket) -> Thread.sleep(60_000));
    try (HttpPictureFetcher brief = open(LOOPBACK, SHORT, List.of())) {
      assertFault(brief.fetch(at(server.url("/p")), LONG), FaultCode.IMAGE_FETCH_FAILED);
    }
  }

  @Test
  void gzipNobodyAskedFor_isNotUnpacked() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream zipped = new GZIPOutputStream(bomb)) {
      zipped.write(new byte[50_000_000]);
    }
    server.on(
        "/p",
        "200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.size(),
        bomb.toByteArray());
    assertFault(fetcher, server.url("/p"), FaultCode.IMAGE_UNAVAILABLE);
  }

  @Test
  void headersByTheThousandOrWithoutEnd_areNotKept() {
    server.on("/many", "200 OK" + "\r\nX-More: 1".repeat(1_000), PICTURE);
    server.on("/long", "200 OK\r\nX-Long: " + "a".repeat(1_000_000), PICTURE);
    assertFault(fetcher, server.url("/many"), FaultCode.IMAGE_FETCH_FAILED);
    assertFault(fetcher, server.url("/long"), FaultCode.IMAGE_FETCH_FAILED);
  }

  @Test
  void connectionThatBreaksOrTalksNonsense_mayBeTriedAgain() {
    server.on(
        "/reset",
        (out, socket) -> {
          socket.setSoLinger(true, 0);
          socket.close();
        });
    server.on(
        "/nonsense",
        (out, socket) -> out.write("SSH-2.0-x\r\n\r\n".repeat(500).getBytes(US_ASCII)));
    assertFault(fetcher, server.url("/reset"), FaultCode.IMAGE_FETCH_FAILED);
    assertFault(fetcher, server.url("/nonsense"), FaultCode.IMAGE_FETCH_FAILED);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void hostThatIsBusy_mayBeTriedAgain(int status) {
    server.on("/p", status + " Busy\r\nContent-Length: 0");
    assertFault(fetcher, server.url("/p"), FaultCode.IMAGE_FETCH_FAILED);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 304, 400, 401, 403, 404, 410})
  void hostThatHasNoPictureForUs_isNotAskedAgain(int status) {
    server.on("/p", status + " No\r\nWWW-Authenticate: Basic\r\nContent-Length: 0");
    assertFault(fetcher, server.url("/p"), FaultCode.IMAGE_UNAVAILABLE);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void slowHost_takesNoMoreThanItsShare_andAnotherIsServedMeanwhile() throws Exception {
    server.on("/slow", (out, socket) -> Thread.sleep(60_000));
    server.good("/p", PICTURE);
    List<CompletableFuture<ByteBuffer>> slow = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      slow.add(fetcher.fetch(at(server.url("/slow")), LONG));
    }
    assertThat(fetched("http://127.0.0.1:" + server.port() + "/p")).isEqualTo(PICTURE);
    assertThat(server.mostAtOnce.get()).isLessThanOrEqualTo(3);
    assertThat(fetcher.stats().waiting()).isEqualTo(8);
    slow.forEach(each -> each.cancel(false));
    assertThat(fetched(server.url("/p"))).isEqualTo(PICTURE);
  }

  @Test
  void closedFetcher_endsWhatIsUnderWay() {
    server.on("/slow", (out, socket) -> Thread.sleep(60_000));
    CompletableFuture<ByteBuffer> running = fetcher.fetch(at(server.url("/slow")), LONG);
    fetcher.close();
    assertFault(running, FaultCode.ENGINE_CLOSED);
    assertFault(fetcher, server.url("/slow"), FaultCode.ENGINE_CLOSED);
  }

  private static void endless(OutputStream out, String head) throws IOException {
    out.write(("HTTP/1.1 " + head + "\r\n\r\n").getBytes(US_ASCII));
    while (true) {
      out.write(new byte[8192]);
    }
  }

  private static void drip(OutputStream out, String head) throws IOException, InterruptedException {
    out.write(head.getBytes(US_ASCII));
    while (true) {
      out.write('a');
      out.flush();
      Thread.sleep(20);
    }
  }
}

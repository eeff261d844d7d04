package io.blipstream.ops.fetch;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * One picture's way over the network: a request, and one for each redirect. A thread runs it,
 * another may break it off.
 */
final class Download {
  private static final int FIRST_ROOM = 64 << 10;

  private final CloseableHttpClient client;
  private final Doorman doorman;
  private final FetchSettings settings;
  private final HostRests rests;

  /** Guarded by this, as is what follows. */
  private HttpGet current;

  private boolean broken;

  Download(CloseableHttpClient client, Doorman doorman, FetchSettings settings, HostRests rests) {
    this.client = client;
    this.doorman = doorman;
    this.settings = settings;
    this.rests = rests;
  }

  /**
   * Blocks.
   *
   * @param from admitted, of HTTP
   * @throws BlipstreamException with the fault
   */
  ByteBuffer run(URI from) {
    URI at = from;
    for (int redirects = 0; redirects <= settings.maxRedirects(); redirects++) {
      Answer answer = ask(at);
      if (answer.picture() != null) {
        return answer.picture();
      }
      at = answer.elsewhere();
    }
    throw unavailable(from, "more than " + settings.maxRedirects() + " redirects");
  }

  /** Ends it where it stands, from any thread. */
  void breakOff() {
    HttpGet running;
    synchronized (this) {
      broken = true;
      running = current;
    }
    if (running != null) {
      running.cancel();
    }
  }

  private record Answer(ByteBuffer picture, URI elsewhere) {}

  private Answer ask(URI uri) {
    HttpGet request = new HttpGet(uri);
    request.setHeader(HttpHeaders.ACCEPT, "image/*");
    synchronized (this) {
      if (broken) {
        throw failed(uri, "it was broken off", null);
      }
      current = request;
    }
    try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
      try {
        return judged(uri, response);
      } finally {
        // Before it is closed, which would read on, and what is left of an answer may have no end.
        // A picture that was read to its end has given the connection back already.
        request.cancel();
      }
    } catch (SSLException e) {
      throw tls(uri, e);
    } catch (IOException e) {
      throw failed(uri, e.getClass().getSimpleName(), e);
    }
  }

  private Answer judged(URI uri, ClassicHttpResponse response) throws IOException {
    int status = response.getCode();
    if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
      return new Answer(null, redirected(uri, response.getFirstHeader(HttpHeaders.LOCATION)));
    }
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      rests.heed(uri.getHost(), response);
      throw failed(uri, "status " + status, null);
    }
    HttpEntity entity = response.getEntity();
    if (status != 200 || entity == null) {
      throw unavailable(uri, "status " + status);
    }
    if (entity.getContentEncoding() != null && !entity.getContentEncoding().equals("identity")) {
      throw unavailable(uri, "a content coding that was not asked for");
    }
    return new Answer(body(entity), null);
  }

  /** Checked as the first address was, and never from TLS to less. */
  private URI redirected(URI from, Header location) {
    if (location == null) {
      throw unavailable(from, "a redirect to nowhere");
    }
    URI to;
    try {
      to = from.resolve(location.getValue());
    } catch (IllegalArgumentException e) {
      throw Doorman.refused("a redirect of " + from.getHost() + " does not parse");
    }
    URI admitted = doorman.admit(to.toString());
    String scheme = admitted.getScheme();
    if (!scheme.equals("https") && !(scheme.equals("http") && from.getScheme().equals("http"))) {
      throw Doorman.refused("a redirect from " + from.getScheme() + " to " + scheme);
    }
    return admitted;
  }

  /** Memory grows with what came, never with what was announced. */
  private ByteBuffer body(HttpEntity entity) throws IOException {
    if (entity.getContentLength() > settings.maxBytes()) {
      throw tooLarge(entity.getContentLength());
    }
    byte[] bytes = new byte[(int) Math.min(FIRST_ROOM, settings.maxBytes() + 1)];
    int count = 0;
    try (InputStream in = entity.getContent()) {
      for (int got = in.read(bytes); got >= 0; got = in.read(bytes, count, bytes.length - count)) {
        count += got;
        if (count > settings.maxBytes()) {
          throw tooLarge(count);
        }
        if (count == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(2L * count, settings.maxBytes() + 1));
        }
      }
    }
    return ByteBuffer.wrap(bytes, 0, count).slice();
  }

  private FatalException tooLarge(long bytes) {
    return new FatalException(
        FaultCode.IMAGE_TOO_LARGE,
        "the picture has %d bytes or more, %d are allowed".formatted(bytes, settings.maxBytes()));
  }

  /** A certificate that is not trusted will not be later; a handshake that breaks off may pass. */
  private static BlipstreamException tls(URI uri, SSLException e) {
    return e instanceof SSLPeerUnverifiedException || e.getCause() instanceof CertificateException
        ? new FatalException(
            FaultCode.IMAGE_FETCH_REFUSED,
            "the certificate of " + uri.getHost() + " is not trusted",
            e)
        : failed(uri, e.getClass().getSimpleName(), e);
  }

  private static RetriableException failed(URI uri, String why, Throwable cause) {
    return new RetriableException(
        FaultCode.IMAGE_FETCH_FAILED, "fetching from " + uri.getHost() + " failed: " + why, cause);
  }

  private static FatalException unavailable(URI uri, String why) {
    return new FatalException(
        FaultCode.IMAGE_UNAVAILABLE, uri.getHost() + " did not answer with a picture: " + why);
  }
}

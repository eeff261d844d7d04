package io.blipstream.ops.fetch;

import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client, with everything off that follows, keeps or sends what it was not told to:
 * redirects, cookies, credentials, content codings, retries, proxies of the environment.
 */
final class Clients {
  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_LINE = 8_192;
  private static final int MOST_ADDRESSES = 4;

  private Clients() {}

  static CloseableHttpClient open(
      FetchSettings settings, Doorman doorman, SSLContext tls, Names names) {
    return HttpClients.custom()
        .setConnectionManager(connections(settings, doorman, tls, names))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(timeout(settings.patience().whole().toMillis()))
                .setResponseTimeout(timeout(settings.patience().silence().toMillis()))
                .build())
        .setRequestExecutor(new CheckedExecutor(doorman))
        .setUserAgent("blipstream")
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableAutomaticRetries()
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      FetchSettings settings, Doorman doorman, SSLContext tls, Names names) {
    Timeout connect = timeout(settings.patience().connect().toMillis());
    Timeout silence = timeout(settings.patience().silence().toMillis());
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(new CheckedNames(doorman, names))
        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxHeaderCount(MOST_HEADERS)
                        .setMaxLineLength(LONGEST_LINE)
                        .build())
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom().setConnectTimeout(connect).setSocketTimeout(silence).build())
        .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(silence).build())
        .setMaxConnTotal(settings.threads())
        .setMaxConnPerRoute(settings.perHost())
        .build();
  }

  private static Timeout timeout(long millis) {
    return Timeout.ofMilliseconds(millis);
  }

  /**
   * Looks a name up once, and hands on only what may be connected to: no second look-up follows.
   */
  private record CheckedNames(Doorman doorman, Names names) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) {
      InetAddress[] found;
      try {
        found = names.lookUp(host);
      } catch (UnknownHostException e) {
        throw new RetriableException(
            FaultCode.IMAGE_FETCH_FAILED, "the host " + host + " cannot be looked up", e);
      }
      for (InetAddress address : found) {
        doorman.admit(host, address);
      }
      return Arrays.copyOf(found, Math.min(found.length, MOST_ADDRESSES));
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  /** Looks at the connection itself, before the request is written to it. */
  private static final class CheckedExecutor extends HttpRequestExecutor {
    private final Doorman doorman;

    CheckedExecutor(Doorman doorman) {
      this.doorman = doorman;
    }

    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        HttpResponseInformationCallback informational,
        HttpContext context)
        throws IOException, HttpException {
      if (!(connection.getRemoteAddress() instanceof InetSocketAddress peer)) {
        throw new IOException("a connection without an address");
      }
      doorman.admit(request.getAuthority().getHostName(), peer.getAddress());
      return super.execute(request, connection, informational, context);
    }
  }
}

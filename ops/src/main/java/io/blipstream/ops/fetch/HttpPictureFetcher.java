package io.blipstream.ops.fetch;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.topology.fetch.FetchStats;
import io.blipstream.topology.fetch.PictureFetcher;
import io.blipstream.topology.picture.Picture;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;

/**
 * Fetches over HTTP, on threads of its own. What is asked for ends in time even where a thread does
 * not: look-ups of names cannot be broken off. How many threads that may hold up is bounded.
 */
public final class HttpPictureFetcher implements PictureFetcher {
  private final FetchSettings settings;
  private final Doorman doorman;
  private final Resolvers resolvers;
  private final CloseableHttpClient client;
  private final ExecutorService threads;
  private final ScheduledExecutorService watch;
  private final HostQueues queues;
  private final HostRests rests = new HostRests(System::nanoTime);
  private final LongAdder fetched = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final Map<FaultCode, LongAdder> failed = new ConcurrentHashMap<>();

  /** What was asked for and has not ended. */
  private final Map<Download, CompletableFuture<ByteBuffer>> open = new ConcurrentHashMap<>();

  private volatile boolean closed;

  private HttpPictureFetcher(
      FetchSettings settings, Resolvers resolvers, SSLContext tls, Names names) {
    this.settings = settings;
    this.resolvers = resolvers;
    this.doorman = new Doorman(settings.places(), new AddressPolicy(settings.addresses()));
    this.client = Clients.open(settings, doorman, tls, names);
    this.threads = Executors.newFixedThreadPool(settings.threads(), daemons("blipstream-fetch"));
    this.watch = Executors.newSingleThreadScheduledExecutor(daemons("blipstream-fetch-watch"));
    this.queues = new HostQueues(threads, settings.threads(), settings.perHost());
  }

  /** With the resolvers of the class path, and the certificates that this Java trusts. */
  public static HttpPictureFetcher open(FetchSettings settings) {
    try {
      return open(
          settings, Resolvers.ofTheClassPath(), SSLContext.getDefault(), Names.OF_THE_SYSTEM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has a default of TLS", e);
    }
  }

  static HttpPictureFetcher open(
      FetchSettings settings, Resolvers resolvers, SSLContext tls, Names names) {
    return new HttpPictureFetcher(settings, resolvers, tls, names);
  }

  @Override
  public CompletableFuture<ByteBuffer> fetch(Picture.Addressed picture, Duration atMost) {
    CompletableFuture<ByteBuffer> result = new CompletableFuture<>();
    Download download = new Download(client, doorman, settings, rests);
    open.put(download, result);
    var unused =
        result.whenComplete(
            (got, error) -> {
              open.remove(download);
              count(got, error);
            });
    try {
      URI address = doorman.admit(picture.uri());
      watch(result, download, atMost);
      afterItsRest(address, atMost, () -> run(address, download, result));
    } catch (BlipstreamException e) {
      result.completeExceptionally(e);
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(closedNow());
    }
    if (closed) {
      result.completeExceptionally(closedNow());
    }
    return result;
  }

  /** A host that asked to be left alone is, if there is time for it; else it is not asked. */
  private void afterItsRest(URI address, Duration atMost, Runnable work) {
    String host = address.getHost();
    Duration rest = rests.left(host);
    if (rest.isZero()) {
      queues.add(host, work);
    } else if (rest.compareTo(atMost) < 0) {
      var unused =
          watch.schedule(() -> queues.add(host, work), rest.toMillis() + 1, TimeUnit.MILLISECONDS);
    } else {
      throw new RetriableException(
          FaultCode.IMAGE_FETCH_FAILED,
          "the host %s asked to be left alone for %d s".formatted(host, rest.toSeconds()));
    }
  }

  @Override
  public FetchStats stats() {
    Map<FaultCode, Long> faults = new ConcurrentHashMap<>();
    failed.forEach((code, count) -> faults.put(code, count.sum()));
    return new FetchStats(
        fetched.sum(), bytes.sum(), nanos.sum(), faults, queues.running(), queues.waiting());
  }

  @Override
  public void close() {
    closed = true;
    open.values().forEach(result -> result.completeExceptionally(closedNow()));
    threads.shutdown();
    watch.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }

  /** On one of the threads. */
  private void run(URI address, Download download, CompletableFuture<ByteBuffer> result) {
    if (result.isDone()) {
      return;
    }
    long begin = System.nanoTime();
    try {
      ByteBuffer got = download.run(resolvers.resolve(address, doorman));
      nanos.add(System.nanoTime() - begin);
      result.complete(got);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // Whatever it was, somebody waits for the end.
      result.completeExceptionally(
          e instanceof OutOfMemoryError
              ? new RetriableException(
                  FaultCode.OUT_OF_MEMORY, "no memory to fetch the picture into", e)
              : e);
    }
  }

  /** Whatever ends it first, the time, the caller or the download, ends the others too. */
  private void watch(CompletableFuture<ByteBuffer> result, Download download, Duration atMost) {
    Future<?> alarm =
        watch.schedule(
            () ->
                result.completeExceptionally(
                    new RetriableException(
                        FaultCode.IMAGE_FETCH_FAILED,
                        "fetching the picture took longer than " + atMost.toMillis() + " ms")),
            Math.max(0, atMost.toMillis()),
            TimeUnit.MILLISECONDS);
    var unused =
        result.whenComplete(
            (got, error) -> {
              alarm.cancel(false);
              if (error != null) {
                download.breakOff();
              }
            });
  }

  private void count(ByteBuffer got, Throwable error) {
    if (error == null) {
      fetched.increment();
      bytes.add(got.remaining());
    } else if (error instanceof BlipstreamException fault) {
      failed.computeIfAbsent(fault.code(), any -> new LongAdder()).increment();
    }
  }

  private static RetriableException closedNow() {
    return new RetriableException(FaultCode.ENGINE_CLOSED, "fetching has ended");
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}

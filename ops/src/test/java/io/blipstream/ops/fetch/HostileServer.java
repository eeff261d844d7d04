package io.blipstream.ops.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** Says on a socket whatever a test wants, HTTP or not; an answer for each path. */
final class HostileServer implements AutoCloseable {
  interface Answer {
    void write(OutputStream out, Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket listening;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** Heads of the requests, as they came. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  final AtomicInteger atOnce = new AtomicInteger();
  final AtomicInteger mostAtOnce = new AtomicInteger();

  HostileServer(ServerSocketFactory sockets) throws IOException {
    listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  HostileServer() throws IOException {
    this(ServerSocketFactory.getDefault());
  }

  int port() {
    return listening.getLocalPort();
  }

  String url(String path) {
    return "http://localhost:" + port() + path;
  }

  HostileServer on(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  HostileServer on(String path, String head, byte... body) {
    return on(
        path,
        (out, socket) -> {
          out.write(("HTTP/1.1 " + head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
          out.write(body);
        });
  }

  HostileServer good(String path, byte... body) {
    return on(path, "200 OK\r\nContent-Length: " + body.length, body);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        sockets.add(socket);
        start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        StringBuilder head = new StringBuilder(line);
        for (String next = in.readLine(); next != null && !next.isEmpty(); next = in.readLine()) {
          head.append('\n').append(next);
        }
        requests.add(head.toString());
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
          answers
              .get(line.substring(4, line.lastIndexOf(" HTTP")))
              .write(socket.getOutputStream(), socket);
          socket.getOutputStream().flush();
        } finally {
          atOnce.decrementAndGet();
        }
      }
    } catch (IOException e) {
      // The client went away, as it should.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "hostile-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}

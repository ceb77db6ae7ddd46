package org.nas4j.report;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Serves a page and its events to readers on this machine who know the token. It only tells;
 * nothing that is sent to it has an effect. Requests that were meant for another host are refused,
 * so that a page of another site cannot read along through a name that it controls. Thread-safe;
 * its threads are daemons.
 */
final class LiveServer implements AutoCloseable {

  private static final int MOST_READERS = 16;
  private static final long HEARTBEAT_MILLIS = 10_000;
  private static final long PACE_MILLIS = 500;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int BUSY = 503;
  private static final int OK = 200;

  private final LiveFigures figures;
  private final byte[] token;
  private final byte[] page;
  private final String policy;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(LiveServer::daemon);
  private final Semaphore readers = new Semaphore(MOST_READERS);
  private volatile boolean closed;

  LiveServer(int port, String token, LiveFigures figures) throws IOException {
    this.figures = figures;
    this.token = token.getBytes(StandardCharsets.US_ASCII);
    String script = ReportPage.resource("live.js");
    this.policy = ReportPage.policy(script) + "; connect-src 'self'; frame-ancestors 'none'";
    this.page = ReportPage.resource("live.html")
        .replace("{{style}}", ReportPage.resource("report.css"))
        .replace("{{script}}", script)
        .getBytes(StandardCharsets.UTF_8);
    this.server = HttpServer.create(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    start();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "nas4j-live-page");
    thread.setDaemon(true);
    return thread;
  }

  /** On a daemon, since the server's own thread takes after who starts it. */
  private void start() throws IOException {
    FutureTask<Void> starting = new FutureTask<>(server::start, null);
    daemon(starting).start();
    try {
      starting.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The start of the live page was interrupted.", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IOException("The live page cannot be started.", e.getCause());
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isForUs(exchange.getRequestHeaders()) || !knowsToken(exchange)) {
        refuse(exchange, FORBIDDEN, "The address needs the token that the run has logged.");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        refuse(exchange, NOT_ALLOWED, "This page can only be read.");
      } else {
        switch (exchange.getRequestURI().getPath()) {
          case "/" -> send(exchange);
          case "/events" -> tell(exchange);
          default -> refuse(exchange, NOT_FOUND, "There is nothing here.");
        }
      }
    }
  }

  private boolean isForUs(Headers headers) {
    Set<String> names = Set.of("127.0.0.1:" + port(), "localhost:" + port());
    String host = headers.getFirst("Host");
    return host != null && names.contains(host);
  }

  /** In a time that does not tell how much of it was right. */
  private boolean knowsToken(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    String given = query != null && query.startsWith("token=") ? query.substring(6) : "";
    return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token);
  }

  private void refuse(HttpExchange exchange, int status, String words) throws IOException {
    byte[] bytes = (words + "\n").getBytes(StandardCharsets.UTF_8);
    head(exchange, "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void head(HttpExchange exchange, String type) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Content-Security-Policy", policy);
  }

  private void send(HttpExchange exchange) throws IOException {
    head(exchange, "text/html; charset=utf-8");
    exchange.sendResponseHeaders(OK, page.length);
    exchange.getResponseBody().write(page);
  }

  /** Until the reader goes away, which shows when it is written to. */
  private void tell(HttpExchange exchange) throws IOException {
    if (!readers.tryAcquire()) {
      refuse(exchange, BUSY, "There are [" + MOST_READERS + "] readers already.");
      return;
    }
    try {
      head(exchange, "text/event-stream");
      exchange.sendResponseHeaders(OK, 0);
      OutputStream out = exchange.getResponseBody();
      long seen = -1;
      while (!closed) {
        long now = figures.awaitNewer(seen, HEARTBEAT_MILLIS);
        String event = now == seen ? ": still here\n\n" : "data: " + figures.json() + "\n\n";
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
        seen = now;
        Thread.sleep(PACE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server is closed
    } finally {
      readers.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    server.stop(0);
  }
}

package org.nas4j.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where a run's errands come over the network. Whoever does not know the run's key is sent away
 * before a message of his is read. Of those who come, one kind asks how worker processes are made,
 * and keeps the line, whose end tells that the run has ended; the other comes for an errand, and is
 * handed to whoever waits for that. Thread-safe.
 */
final class Exchange implements Closeable {

  private static final int THREADS = 8;
  private static final int MOST_WAITING = 4_096;
  private static final int MILLIS_FOR_A_WORD = 10_000;

  private final Isolation<?> isolation;
  private final String host;
  private final ServerSocket server = new ServerSocket();
  private final String key = Handshake.newKey();
  private final AtomicLong count = new AtomicLong();
  private final Map<Long, Call> calls = new ConcurrentHashMap<>();
  private final Set<Frames> lodgers = new HashSet<>();
  private final ThreadPoolExecutor doormen = new ThreadPoolExecutor(
      THREADS,
      THREADS,
      1,
      TimeUnit.MINUTES,
      new LinkedBlockingQueue<>(MOST_WAITING),
      Exchange::daemon);

  private boolean closed;

  private Exchange(Isolation<?> isolation, String host) throws IOException {
    this.isolation = isolation;
    this.host = host;
  }

  static Exchange open(Isolation<?> isolation, Meeting meeting) throws IOException {
    Exchange exchange = new Exchange(isolation, meeting.host());
    try {
      exchange.server.bind(new InetSocketAddress(meeting.bind(), meeting.port()), MOST_WAITING);
    } catch (IOException | RuntimeException | Error e) {
      exchange.close();
      throw e;
    }
    exchange.doormen.allowCoreThreadTimeOut(true);
    daemon(exchange::admitAll).start();
    return exchange;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "nas4j-exchange");
    thread.setDaemon(true);
    return thread;
  }

  /** A new errand that somebody may come for, until the call is closed. */
  Call call() {
    long number = count.getAndIncrement();
    Call call =
        new Call(new Errand(host, server.getLocalPort(), key, number), () -> calls.remove(number));
    calls.put(number, call);
    return call;
  }

  private void admitAll() {
    while (!server.isClosed()) {
      Socket guest = null;
      try {
        guest = server.accept();
        Socket admitted = guest;
        doormen.execute(() -> admit(admitted));
      } catch (IOException | RejectedExecutionException e) {
        Closing.quietly(guest); // he may come again, and it is for him to say what went wrong
      }
    }
  }

  private void admit(Socket guest) {
    try {
      Handshake.asHost(guest, key);
      guest.setKeepAlive(true);
      Frames frames = new Frames(guest);
      JsonNode word = frames
          .read(MILLIS_FOR_A_WORD)
          .orElseThrow(() -> new IOException("The guest says nothing."));
      if (Messages.type(word).equals(ErrandRun.LODGE)) {
        frames.write(IsolationMessage.of(isolation));
        lodge(frames);
      } else {
        hand(frames, Messages.member(word, "errand").longValue());
      }
    } catch (IOException | RuntimeException e) {
      Closing.quietly(guest);
    }
  }

  private synchronized void lodge(Frames frames) {
    if (closed) {
      Closing.quietly(frames);
    } else {
      lodgers.add(frames);
    }
  }

  private void hand(Frames frames, long number) {
    Call call = calls.get(number);
    if (call == null) {
      Closing.quietly(frames);
    } else {
      call.arrive(frames);
    }
  }

  /** Sends all away; their machines end the run's processes then. */
  @Override
  public void close() {
    Closing.quietly(server);
    doormen.shutdownNow();
    calls.values().forEach(Call::close);
    synchronized (this) {
      closed = true;
      lodgers.forEach(Closing::quietly);
      lodgers.clear();
    }
  }
}

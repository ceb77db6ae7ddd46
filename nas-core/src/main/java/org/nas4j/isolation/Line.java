package org.nas4j.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The line to the search from the machine that runs an errand. A thread of its own listens, so that
 * the end of the line interrupts the one that opened it, whatever that does; it also shows the
 * search now and then that this machine is there.
 */
final class Line implements Closeable {

  static final int PULSE_MILLIS = 5_000;

  private static final int MILLIS_TO_CONNECT = 10_000;

  private final Frames frames;
  private final Thread owner = Thread.currentThread();
  private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private boolean closed;

  private Line(Frames frames) {
    this.frames = frames;
  }

  /** Connects, and says why. */
  static Frames connect(Errand errand, ObjectNode word) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(errand.host(), errand.port()), MILLIS_TO_CONNECT);
      Handshake.asGuest(socket, errand.key());
      socket.setKeepAlive(true);
      Frames frames = new Frames(socket);
      frames.write(word);
      return frames;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw new IOException(
          "The search cannot be reached at [" + errand.host() + ":" + errand.port() + "]: [" + e
              + "].\nMaybe a firewall is between, or the address is one that only the search's own"
              + " machine knows.",
          e);
    }
  }

  static Line open(Errand errand, ObjectNode word) throws IOException {
    Line line = new Line(connect(errand, word));
    Thread listener = new Thread(line::listen, "nas4j-errand-" + errand.number());
    listener.setDaemon(true);
    listener.start();
    return line;
  }

  private void listen() {
    try {
      while (true) {
        Optional<JsonNode> message = frames.read(PULSE_MILLIS);
        if (message.isPresent()) {
          heard.add(message.get());
        } else {
          say(Frames.message(Dialogue.PULSE));
        }
      }
    } catch (IOException e) {
      hangUp();
    }
  }

  private synchronized void hangUp() {
    if (!closed) {
      owner.interrupt();
    }
  }

  void say(ObjectNode message) throws IOException {
    synchronized (frames) {
      frames.write(message);
    }
  }

  /** What the search says next; interrupted if it has hung up. */
  JsonNode hear() throws InterruptedException {
    return heard.take();
  }

  /** From now on the owner is not interrupted; that it was before is forgotten. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      Thread.interrupted();
    }
    Closing.quietly(frames);
  }
}

package org.nas4j.isolation;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a worker process connects: a port of this machine alone. Any local program may come there,
 * say nothing or something else; it waits beside the others and holds nobody up. Who shows the
 * worker's token is let in, and is shown another token in turn, so that each knows whom it talks to
 * before it reads a message. Both tokens went to the worker through a pipe. For one thread, but for
 * {@link #close}.
 */
final class Reception implements Closeable {

  static final int TOKEN_BYTES = 32;

  /** Strangers that may wait; the one that came first has to go then. */
  private static final int MOST_WAITING = 64;

  private final byte[] expected = newToken();
  private final byte[] answer = newToken();
  private final ServerSocketChannel server;
  private final Selector selector;
  private final Deque<SocketChannel> waiting = new ArrayDeque<>();

  private Reception(ServerSocketChannel server, Selector selector) {
    this.server = server;
    this.selector = selector;
  }

  static Reception open() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    Selector selector = null;
    try {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MOST_WAITING);
      server.configureBlocking(false);
      selector = Selector.open();
      server.register(selector, SelectionKey.OP_ACCEPT);
      return new Reception(server, selector);
    } catch (IOException | RuntimeException | Error e) {
      server.close();
      if (selector != null) {
        selector.close();
      }
      throw e;
    }
  }

  /** From the source of secure random numbers; nothing of a search depends on it. */
  private static byte[] newToken() {
    ByteBuffer token = ByteBuffer.allocate(TOKEN_BYTES);
    while (token.hasRemaining()) {
      UUID id = UUID.randomUUID();
      token.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
    return token.array();
  }

  int port() {
    return server.socket().getLocalPort();
  }

  /** What the worker must show, and then what it will be shown. */
  byte[] tokens() {
    return ByteBuffer.allocate(2 * TOKEN_BYTES).put(expected).put(answer).array();
  }

  /**
   * Looks after all who wait.
   *
   * @param millis how long at most
   * @return the worker, if it has come
   */
  Optional<Socket> look(int millis) throws IOException {
    selector.select(millis);
    Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
    while (ready.hasNext()) {
      SelectionKey key = ready.next();
      ready.remove();
      if (key.isAcceptable()) {
        admit();
      } else if (key.isValid() && hasShownToken(key)) {
        return Optional.of(welcome(key));
      }
    }
    return Optional.empty();
  }

  private void admit() throws IOException {
    SocketChannel guest = server.accept();
    if (guest == null) {
      return;
    }
    guest.configureBlocking(false);
    guest.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(TOKEN_BYTES));
    waiting.add(guest);
    if (waiting.size() > MOST_WAITING) {
      Closing.quietly(waiting.remove());
    }
  }

  private boolean hasShownToken(SelectionKey key) {
    SocketChannel guest = (SocketChannel) key.channel();
    ByteBuffer shown = (ByteBuffer) key.attachment();
    try {
      boolean gone = guest.read(shown) < 0;
      if (!gone && shown.hasRemaining()) {
        return false;
      }
      if (!gone && MessageDigest.isEqual(shown.array(), expected)) {
        return true;
      }
    } catch (IOException e) {
      // It is gone too.
    }
    waiting.remove(guest);
    Closing.quietly(guest);
    return false;
  }

  private Socket welcome(SelectionKey key) throws IOException {
    SocketChannel worker = (SocketChannel) key.channel();
    waiting.remove(worker);
    key.cancel();
    selector.selectNow(); // only then may the channel block
    worker.configureBlocking(true);
    ByteBuffer shown = ByteBuffer.wrap(answer);
    while (shown.hasRemaining()) {
      worker.write(shown);
    }
    close();
    return worker.socket();
  }

  /** Sends all away who still wait. */
  @Override
  public void close() {
    Closing.quietly(server);
    waiting.forEach(Closing::quietly);
    Closing.quietly(selector);
  }
}

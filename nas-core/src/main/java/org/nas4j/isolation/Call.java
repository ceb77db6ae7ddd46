package org.nas4j.isolation;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.nas4j.internal.checks.Texts;

/**
 * An errand of which the search waits that somebody comes for it. A cluster may send it twice, to
 * outrun a slow machine: the first who comes is taken, and the others wait in vain until the call
 * is closed, so that none of them ends before and makes the cluster stop the first. Thread-safe.
 */
final class Call implements Closeable {

  private static final long LAST_CHANCE_MILLIS = 1_000;

  private final Errand errand;
  private final Runnable forget;
  private final BlockingQueue<Frames> guests = new LinkedBlockingQueue<>();
  private boolean closed;

  Call(Errand errand, Runnable forget) {
    this.errand = errand;
    this.forget = forget;
  }

  Errand errand() {
    return errand;
  }

  synchronized void arrive(Frames guest) {
    if (closed) {
      Closing.quietly(guest);
    } else {
      guests.add(guest);
    }
  }

  /**
   * Waits for the first who comes, as long as that takes.
   *
   * @param carried tells that nobody will
   */
  Frames await(Future<?> carried) throws IOException, InterruptedException {
    while (true) {
      boolean over = carried.isDone(); // asked first: it may come, and then end
      Frames guest = guests.poll(
          over ? LAST_CHANCE_MILLIS : Dialogue.LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      if (guest != null) {
        return guest;
      }
      if (over) {
        throw new IOException("no machine came for the " + errand + ": " + reason(carried));
      }
    }
  }

  private static String reason(Future<?> carried) throws InterruptedException {
    try {
      carried.get();
      return "it ended without a word";
    } catch (ExecutionException e) {
      return Texts.messageOf(e.getCause());
    } catch (CancellationException e) {
      return "it was called back";
    }
  }

  @Override
  public void close() {
    forget.run();
    synchronized (this) {
      closed = true;
      guests.forEach(Closing::quietly);
      guests.clear();
    }
  }
}

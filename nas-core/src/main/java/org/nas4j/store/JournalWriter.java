package org.nas4j.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.nas4j.internal.checks.Texts;
import org.nas4j.internal.json.JsonCursor;

/**
 * Appends sealed lines, each by one write, so that a killed process leaves at most the last line
 * torn. Not a channel: those are closed when a thread that writes is interrupted. Thread-safe.
 */
final class JournalWriter implements AutoCloseable {

  private final Path path;
  private final RandomAccessFile file;
  private final Seal seal;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
  private long end;
  private boolean dirty;
  private boolean open = true;
  private IOException failed;

  /**
   * Goes on after the lines that are good.
   *
   * @param seal of the last good line
   * @param end where the good lines end; what is beyond is cut off
   */
  JournalWriter(Path path, Seal seal, long end) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.seal = seal;
    this.end = end;
    file.setLength(end);
    file.seek(end);
  }

  /** Fills in one event, an open JSON object. */
  interface Event {
    void writeTo(ByteArrayOutputStream line) throws IOException;
  }

  /**
   * Does nothing after the writer was closed: a late report of an evaluation that was left behind.
   */
  synchronized void write(Event event) {
    if (failed != null) {
      throw failure(failed);
    }
    if (!open) {
      return;
    }
    int before = seal.last();
    try {
      line.reset();
      event.writeTo(line);
      byte[] body = line.toByteArray();
      requireReadable(body.length);
      line.write(seal.next(body, body.length));
      line.write('\n');
      file.write(line.toByteArray());
      end += line.size();
      dirty = true;
    } catch (IOException e) {
      giveUp(e);
      throw failure(e);
    } catch (RuntimeException | Error e) {
      takeBack(before);
      throw e;
    }
  }

  /** As if the line had never been begun: memory may end in the middle of it. */
  private void takeBack(int before) {
    seal.backTo(before);
    try {
      file.setLength(end);
      file.seek(end);
    } catch (IOException e) {
      giveUp(e);
    }
  }

  /**
   * Judged before the line is sealed: the journal stays whole, and its writer may go on with
   * another event.
   */
  private void requireReadable(int bytes) {
    int most = JsonCursor.MAX_DOCUMENT - Seal.LENGTH;
    if (bytes > most) {
      throw new IllegalArgumentException(
          "Journal [" + path + "] has room for events of [" + most
              + "] bytes, but this one has [" + bytes
              + "].\nMaybe the space asks far too many decisions, or its options have very long texts.");
    }
  }

  /** No line may follow a torn one, so this was the last: whoever writes again is told again. */
  private void giveUp(IOException cause) {
    failed = cause;
    open = false;
    try {
      file.setLength(end);
      file.close();
    } catch (IOException e) {
      // The first error is told; a torn last line is cut off when the run goes on.
    }
  }

  synchronized void force() {
    if (!open || !dirty) {
      return;
    }
    try {
      file.getFD().sync();
      dirty = false;
    } catch (IOException e) {
      giveUp(e);
      throw failure(e);
    }
  }

  @Override
  public synchronized void close() {
    if (!open) {
      return;
    }
    force();
    open = false;
    try {
      file.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private UncheckedIOException failure(IOException e) {
    return new UncheckedIOException(
        "Journal [" + path + "] cannot be written: " + Texts.wordsOf(e)
            + ".\nMaybe the disk is full; what the journal holds is whole, and the run can go on from it.",
        e);
  }
}

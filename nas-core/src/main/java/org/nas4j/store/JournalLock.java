package org.nas4j.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nas4j.internal.json.JsonCursor;

/**
 * Keeps a second writer out, by whichever name it comes: one file has one writer.
 *
 * <p>A lock of the operating system on a file beside the journal says who holds it, and is found by
 * whoever comes by the same path or a symbolic link. A second lock, on the journal itself, is found
 * by whoever comes by a hard link, or after the file beside it was deleted. The system lets go of
 * both when the process ends, however it ends; the file beside stays, since deleting it could let
 * two in.
 *
 * <p>The second alone would not do: on POSIX systems a process loses its locks on a file when it
 * closes any of its own readers of that file, so that {@link #check} has to take it anew. For the
 * same reason runs of one JVM are told apart by sets in memory. Network file systems may not honour
 * such locks.
 */
final class JournalLock implements AutoCloseable {

  /** Far beyond the text, since a locked region cannot be read on Windows. */
  private static final long REGION = Long.MAX_VALUE - 1;

  private static final int MAX_HOLDER = 1000;
  private static final Set<Object> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path journal;
  private final Path beside;
  private final RandomAccessFile besideFile;
  private Object key;
  private RandomAccessFile journalFile;
  private FileLock journalLock;

  private JournalLock(Path journal, Path beside, RandomAccessFile besideFile) {
    this.journal = journal;
    this.beside = beside;
    this.besideFile = besideFile;
  }

  /**
   * Takes the lock beside the journal, which need not be there yet; {@link #hold} is to follow when
   * it is.
   */
  static JournalLock take(Path journal, Instant now) throws IOException {
    Path path = beside(journal);
    if (!HELD_HERE.add(path)) {
      throw refusal(journal, path);
    }
    RandomAccessFile file = null;
    try {
      file = new RandomAccessFile(path.toFile(), "rw");
      FileLock lock = file.getChannel().tryLock(REGION, 1, false);
      if (lock == null) {
        throw refusal(journal, path);
      }
      byte[] holder = ("{\"pid\":" + pid() + ",\"host\":\"" + host() + "\",\"since\":\"" + now
              + "\"}\n")
          .getBytes(StandardCharsets.US_ASCII);
      file.write(holder);
      file.setLength(holder.length);
      return new JournalLock(journal, path, file);
    } catch (IOException | RuntimeException | Error e) {
      HELD_HERE.remove(path);
      if (file != null) {
        file.close();
      }
      throw e;
    }
  }

  private static Path beside(Path journal) throws IOException {
    Path absolute = journal.toAbsolutePath();
    Path real = Files.exists(absolute)
        ? absolute.toRealPath()
        : absolute.getParent().toRealPath().resolve(absolute.getFileName());
    return real.resolveSibling(real.getFileName() + ".lock");
  }

  /** Takes the journal itself, which must be there. */
  void hold() throws IOException {
    Object found = key(journal);
    if (found != null && !HELD_HERE.add(found)) {
      throw refusal(journal, beside);
    }
    key = found;
    journalFile = new RandomAccessFile(journal.toFile(), "rw");
    lockJournal();
  }

  private void lockJournal() throws IOException {
    try {
      journalLock = journalFile.getChannel().tryLock(REGION, 1, false);
    } catch (OverlappingFileLockException e) {
      journalLock = null;
    }
    if (journalLock == null) {
      throw refusal(journal, beside);
    }
  }

  /** Tells files apart whatever they are called; null where the system cannot. */
  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /**
   * Whether what is written still reaches the file that was opened, and reaches it alone.
   *
   * @throws IOException if the journal was deleted or replaced
   * @throws IllegalStateException if somebody else writes to it
   */
  void check() throws IOException {
    if (journalFile == null) {
      return;
    }
    if (!Files.exists(journal) || key != null && !key.equals(key(journal))) {
      throw new IOException("it was deleted or replaced while the run writes to it");
    }
    journalLock.release();
    lockJournal();
  }

  private static IllegalStateException refusal(Path journal, Path path) {
    return new IllegalStateException("Journal [" + journal + "] is being written by "
        + holder(path)
        + ".\nMaybe that run still goes on: end it, or choose another journal; to look at it while it runs, use"
        + " SearchResult.read.");
  }

  private static String holder(Path path) {
    try (var in = Files.newInputStream(path)) {
      JsonCursor holder =
          JsonCursor.parse(new String(in.readNBytes(MAX_HOLDER), StandardCharsets.US_ASCII));
      return "process [" + holder.member("pid").whole(0, Long.MAX_VALUE) + "] on host ["
          + holder.member("host").text(MAX_HOLDER) + "] since ["
          + holder.member("since").text(MAX_HOLDER) + "]";
    } catch (IOException | IllegalArgumentException e) {
      return "another process";
    }
  }

  static long pid() {
    return ProcessHandle.current().pid();
  }

  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "?");
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (journalFile != null) {
        journalFile.close();
      }
      besideFile.close(); // both locks go with their files
    } finally {
      HELD_HERE.remove(beside);
      if (key != null) {
        HELD_HERE.remove(key);
      }
    }
  }
}

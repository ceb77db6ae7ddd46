package org.nas4j.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nas4j.internal.json.JsonCursor;

/**
 * Keeps a second writer out: a lock of the operating system on a file beside the journal, which says who holds it. The
 * system lets go of the lock when the process ends, however it ends; the file stays, since deleting it could let two in.
 *
 * <p>Not on the journal itself, because on POSIX systems a process loses its locks on a file when it closes any of its own
 * readers of that file. For the same reason two runs of one JVM are told apart by a set in memory. Network file systems may
 * not honour such locks.
 */
final class JournalLock implements AutoCloseable {

  /** Far beyond the text, since a locked region cannot be read on Windows. */
  private static final long REGION = Long.MAX_VALUE - 1;

  private static final int MAX_HOLDER = 1000;
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path held;
  private final RandomAccessFile file;

  private JournalLock(Path held, RandomAccessFile file) {
    this.held = held;
    this.file = file;
  }

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
      return new JournalLock(path, file);
    } catch (IOException | RuntimeException e) {
      HELD_HERE.remove(path);
      if (file != null) {
        file.close();
      }
      throw e;
    }
  }

  private static Path beside(Path journal) throws IOException {
    Path absolute = journal.toAbsolutePath();
    Path folder = absolute.getParent().toRealPath();
    return folder.resolve(absolute.getFileName() + ".lock");
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
    file.close();
    HELD_HERE.remove(held);
  }
}

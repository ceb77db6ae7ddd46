package org.nas4j.internal.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Replaces files as a whole: whoever looks sees the old content or the new one, whatever happens
 * while it is written, a full disk included. Stateless.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes.
     *
     * @param out need not be closed
     * @throws IOException if it cannot be written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, or replaces it. The content goes to another file beside it first, is forced to
   * disk, and takes the name then; if that fails, nothing is left of it.
   *
   * @param file where to
   * @param content what
   * @throws IOException if it cannot be written; the file is as it was
   */
  public static void write(Path file, Content content) throws IOException {
    writeAll(Map.of(file, content));
  }

  /**
   * Writes a text file in UTF-8, or replaces it, as {@link #write} does.
   *
   * @param file where to
   * @param text what
   * @throws IOException if it cannot be written; the file is as it was
   */
  public static void writeString(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(file, out -> out.write(bytes));
  }

  /**
   * Writes files that belong together. None takes its name before all are on disk.
   *
   * @param files where to, and what, in the order in which they are written
   * @throws IOException if one cannot be written; unless a name could not be taken, which a full
   *     disk does not prevent, all are as they were
   */
  public static void writeAll(Map<Path, Content> files) throws IOException {
    Map<Path, Path> partials = new LinkedHashMap<>();
    try {
      for (Map.Entry<Path, Content> each : files.entrySet()) {
        Path target = target(each.getKey());
        // Not createTempFile, whose files nobody else may read.
        Path partial = target.resolveSibling(target.getFileName() + "."
            + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".partial");
        partials.put(partial, target);
        write(partial, each.getValue(), target);
      }
      for (Map.Entry<Path, Path> each : partials.entrySet()) {
        move(each.getKey(), each.getValue());
      }
    } catch (Throwable e) {
      partials.keySet().forEach(partial -> delete(partial, e));
      throw e;
    }
  }

  private static Path target(Path file) throws IOException {
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new FileSystemException(
          target.toString(), null, "is a folder.\nMaybe add the name of a file to it");
    }
    return target;
  }

  private static void write(Path partial, Content content, Path target) throws IOException {
    try (FileChannel channel =
        FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = Channels.newOutputStream(channel);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    } catch (NoSuchFileException e) {
      // The name of the file beside it would tell the user nothing.
      throw new NoSuchFileException(
          target.toString(), null, "its folder is missing.\nMaybe make it first");
    }
  }

  private static void move(Path partial, Path target) throws IOException {
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path partial, Throwable cause) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}

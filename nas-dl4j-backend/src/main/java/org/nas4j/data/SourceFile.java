package org.nas4j.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file that is read from its beginning, packed with gzip or not, whatever its name. For one
 * thread.
 */
final class SourceFile implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Path path;
  private final InputStream raw;
  private final DataInputStream in;

  SourceFile(Path path) throws IOException {
    this.path = path;
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(
          path.toString(), null, "There is no such file.\nMaybe the folder is another one.");
    }
    this.raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
    try {
      this.in = new DataInputStream(new BufferedInputStream(unpacked(), BUFFER_BYTES));
    } catch (EOFException | ZipException e) {
      raw.close();
      throw truncated("after its first bytes", e);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private InputStream unpacked() throws IOException {
    raw.mark(2);
    boolean packed = raw.read() == GZIP_FIRST && raw.read() == GZIP_SECOND;
    raw.reset();
    return packed ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
  }

  Path path() {
    return path;
  }

  InputStream stream() {
    return in;
  }

  int readInt(String what) throws IOException {
    try {
      return in.readInt();
    } catch (EOFException | ZipException e) {
      throw truncated("within " + what, e);
    }
  }

  /** Fills the array. */
  void read(byte[] target, String what) throws IOException {
    try {
      in.readFully(target);
    } catch (EOFException | ZipException e) {
      throw truncated("within " + what, e);
    }
  }

  /** Fills the array, or returns false if the file is at its end already. */
  boolean readIfAny(byte[] target, String what) throws IOException {
    int first;
    try {
      first = in.read();
    } catch (EOFException | ZipException e) {
      throw truncated("within " + what, e);
    }
    if (first < 0) {
      return false;
    }
    target[0] = (byte) first;
    byte[] rest = new byte[target.length - 1];
    read(rest, what);
    System.arraycopy(rest, 0, target, 1, rest.length);
    return true;
  }

  void requireEnd(String expected) throws IOException {
    if (in.read() >= 0) {
      throw malformed(
          "goes on after [" + expected + "]", "its header is damaged or two files were joined");
    }
  }

  MalformedDataException malformed(String fault, String advice) {
    return new MalformedDataException(path, fault, advice);
  }

  private MalformedDataException truncated(String where, IOException cause) {
    MalformedDataException e =
        malformed("ends too early, [" + where + "]", "its download was cut; fetch it again");
    e.initCause(cause);
    return e;
  }

  @Override
  public void close() throws IOException {
    try (raw) {
      in.close();
    }
  }
}

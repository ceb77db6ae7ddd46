package org.nas4j.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.nas4j.internal.files.AtomicFile;

/** Files that what was read is kept in, so that the heap need not hold it. Stateless. */
final class ValuesFile {

  private ValuesFile() {}

  /** Writes something. */
  @FunctionalInterface
  interface Writing {

    void to(OutputStream out) throws IOException;
  }

  /** Writes a file, which is replaced if it is there; what fails leaves no file. */
  static void write(Path file, Writing writing) throws IOException {
    try {
      AtomicFile.write(file, out -> {
        try {
          writing.to(out);
        } catch (NoSuchFileException e) {
          // A file that is not there to be read is not the folder that is written to.
          throw new UncheckedIOException(e);
        }
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Refuses to write over what is read.
   *
   * @throws IllegalArgumentException if both are one file
   */
  static void requireOther(Path read, Path file) throws IOException {
    if (Files.exists(file) && Files.isSameFile(read, file)) {
      throw new IllegalArgumentException("The values of [" + read
          + "] would be written over it.\nMaybe name another file to keep them in.");
    }
  }
}

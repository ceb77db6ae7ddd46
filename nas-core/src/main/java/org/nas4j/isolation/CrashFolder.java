package org.nas4j.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where crashing processes leave their reports, instead of in the working directory. Made when
 * first asked for.
 */
final class CrashFolder {

  private Path path;

  synchronized Path path() {
    if (path == null) {
      try {
        path = Files.createTempDirectory("nas4j-workers");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return path;
  }

  /** Deletes it with all reports: what matters of them is in the trials' messages. */
  synchronized void delete() {
    if (path == null) {
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      path.toFile().deleteOnExit();
    }
    path = null;
  }
}

package org.nas4j.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.nas4j.internal.files.TemporaryFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where crashing processes leave their reports, instead of in the working directory. Made when
 * first asked for. Thread-safe.
 */
final class CrashFolder {

  private static final Logger LOG = LoggerFactory.getLogger(CrashFolder.class);

  /** Tells whose it is, should it be left. */
  static final String PREFIX = "nas4j-workers-" + ProcessHandle.current().pid() + "-";

  private TemporaryFolder folder;

  synchronized Path path() {
    if (folder == null) {
      try {
        folder = TemporaryFolder.create(PREFIX);
      } catch (IOException e) {
        throw new UncheckedIOException("There is no folder for temporary files.", e);
      }
    }
    return folder.path();
  }

  /** Deletes it with all reports: what matters of them is in the trials' messages. */
  synchronized void delete() {
    if (folder == null) {
      return;
    }
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("The folder [{}] of worker processes cannot be deleted: {}", folder.path(), e);
    }
    folder = null;
  }
}

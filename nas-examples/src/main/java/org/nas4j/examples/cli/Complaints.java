package org.nas4j.examples.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.nas4j.internal.checks.Texts;

/** What is wrong, in words that somebody who never saw Java can use. Stateless. */
final class Complaints {

  private Complaints() {}

  /** The system's own exceptions tell a file's name, but not always what is the matter with it. */
  static String of(Throwable e) {
    boolean bare = e instanceof FileSystemException file && file.getReason() == null
        || e instanceof FileNotFoundException;
    if (e instanceof IOException && bare && !(e instanceof NoSuchFileException)) {
      return "[" + e.getMessage() + "] cannot be used: " + Texts.nameOf(e) + ".";
    }
    return Texts.wordsOf(e);
  }
}

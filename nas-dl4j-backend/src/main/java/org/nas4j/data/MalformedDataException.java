package org.nas4j.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Thrown when a file is not what it was taken for. Names the file and the value at fault, and says
 * what to do.
 */
public final class MalformedDataException extends IOException {

  private static final long serialVersionUID = 1L;

  MalformedDataException(Path file, String fault, String advice) {
    super("File [" + file + "] " + fault + ".\nMaybe " + advice + ".");
  }
}

package org.nas4j.model;

import java.io.IOException;

/** Thrown for a file that does not hold a model. */
public final class MalformedModelException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * A fault in a file.
   *
   * @param file which one
   * @param fault what is wrong with it, as the end of a sentence
   * @param cause what showed it; null if nothing was thrown
   */
  MalformedModelException(String file, String fault, Throwable cause) {
    super(
        "The file [" + file + "] cannot be read as a model: " + fault
            + ".\nMaybe it was cut off when it was copied, or is another file.",
        cause);
  }
}

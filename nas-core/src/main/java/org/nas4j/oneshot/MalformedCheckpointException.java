package org.nas4j.oneshot;

import java.io.IOException;
import java.nio.file.Path;

/** Thrown for a file that is no checkpoint of a one-shot search, or a damaged one. */
public class MalformedCheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * A fault in a file.
   *
   * @param file which one
   * @param fault what is wrong with it, as the end of a sentence
   */
  public MalformedCheckpointException(Path file, String fault) {
    super("The file [" + file + "] cannot be read as a checkpoint: " + fault
        + ".\nMaybe it was cut off when it was copied, or is another file; without it the search"
        + " begins anew.");
  }
}

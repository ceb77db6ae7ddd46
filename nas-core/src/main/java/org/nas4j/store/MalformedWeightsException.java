package org.nas4j.store;

import java.io.IOException;
import java.nio.file.Path;

/** Thrown for a file that does not hold the weights that it should. */
public class MalformedWeightsException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * A fault in a file.
   *
   * @param file which one
   * @param fault what is wrong with it, as the end of a sentence
   */
  public MalformedWeightsException(Path file, String fault) {
    super("The file [" + file + "] cannot be read as weights: " + fault
        + ".\nMaybe it was cut off when it was copied, or is another file.");
  }
}

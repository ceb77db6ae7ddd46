package org.nas4j.isolation;

import java.io.Closeable;
import java.io.IOException;

/** Closes what may be gone already. */
final class Closing {

  private Closing() {}

  static void quietly(Closeable closeable) {
    if (closeable != null) {
      try {
        closeable.close();
      } catch (IOException e) {
        // It is gone already.
      }
    }
  }
}

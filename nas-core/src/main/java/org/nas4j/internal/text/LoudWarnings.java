package org.nas4j.internal.text;

import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * Warnings that must be seen: by SLF4J, and where no provider of it is installed, by the Java
 * platform's own log, which prints to the console unless told otherwise. Stateless.
 */
public final class LoudWarnings {

  private LoudWarnings() {}

  /**
   * Warns.
   *
   * @param log of the class that warns
   * @param by the class that warns
   * @param message for people
   */
  public static void warn(Logger log, Class<?> by, String message) {
    if (log instanceof NOPLogger) {
      System.getLogger(by.getName()).log(System.Logger.Level.WARNING, message);
    } else {
      log.warn(message);
    }
  }
}

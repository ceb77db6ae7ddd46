package org.nas4j.store;

import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * Warnings that must be seen: by SLF4J, and where no provider of it is installed, by the Java
 * platform's own log, which prints to the console unless told otherwise. Stateless.
 */
final class LoudWarnings {

  private LoudWarnings() {}

  static void warn(Logger log, String message) {
    if (log instanceof NOPLogger) {
      System.getLogger(JournalTrialStore.class.getName()).log(System.Logger.Level.WARNING, message);
    } else {
      log.warn(message);
    }
  }
}

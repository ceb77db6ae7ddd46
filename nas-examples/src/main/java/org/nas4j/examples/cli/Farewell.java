package org.nas4j.examples.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The last line of a program that is stopped before its end, as by Ctrl-C. For one thread. */
public final class Farewell implements AutoCloseable {

  private final Thread hook;

  /**
   * Watches for the end of the program.
   *
   * @param best the file of what is best so far, which is there or not when the program ends
   * @param kept what is in its folder then, for people
   * @param out for the line
   */
  public Farewell(Path best, String kept, Consumer<String> out) {
    hook = new Thread(() -> out.accept(String.format(
        Files.exists(best)
            ? "%nStopped before the end. %s are in %s; the same command with --resume goes on."
            : "%nStopped before the end, and before there was a best to keep in %2$s; the same command"
                + " with --resume goes on.",
        kept,
        best.getParent())));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The program came to its end. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program ends, and says so.
    }
  }
}

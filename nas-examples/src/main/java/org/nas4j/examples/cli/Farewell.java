package org.nas4j.examples.cli;

import java.nio.file.Path;
import java.util.function.Consumer;

/** The last line of a program that is stopped before its end, as by Ctrl-C. For one thread. */
public final class Farewell implements AutoCloseable {

  private final Thread hook;

  /** Watches for the end of the program. */
  public Farewell(Path folder, String kept, Consumer<String> out) {
    hook = new Thread(() -> out.accept(String.format(
        "%nStopped before the end. %s are in %s; " + "the same command with --resume goes on.",
        kept, folder)));
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

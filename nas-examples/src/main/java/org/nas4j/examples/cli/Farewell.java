package org.nas4j.examples.cli;

import java.nio.file.Path;
import java.util.function.Consumer;

/** The last line of a program that is stopped before its end, as by Ctrl-C. For one thread. */
public final class Farewell implements AutoCloseable {

  private final Thread hook;

  /**
   * Watches for the end of the program.
   *
   * @param folder where it keeps what is best so far, in a file of that name
   * @param kept what is in the folder as soon as that file is, for people
   * @param out for the line
   */
  public Farewell(Path folder, String kept, Consumer<String> out) {
    hook = new Thread(() -> out.accept(String.format(
        holdsBest(folder)
            ? "%nStopped before the end. %s are in %s; the same command with --resume goes on."
            : "%nStopped before the end, and before there was a best to keep in %2$s; the same command"
                + " with --resume goes on.",
        kept,
        folder)));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static boolean holdsBest(Path folder) {
    String[] names = folder.toFile().list((of, name) -> name.startsWith("best-so-far."));
    return names != null && names.length > 0;
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

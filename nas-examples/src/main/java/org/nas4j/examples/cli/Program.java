package org.nas4j.examples.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/**
 * How an example is run from the command line.
 *
 * @param name what complaints begin with
 * @param out for what it tells
 * @param err for complaints
 */
public record Program(String name, PrintStream out, PrintStream err) {

  /** The terminal's own streams: tables have lines, and data sizes a ×; one whose locale is unset shows them too. */
  public static Program named(String name) {
    return new Program(name, utf8(System.out), utf8(System.err));
  }

  private static PrintStream utf8(PrintStream stream) {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return windows ? stream : new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** Runs a command, and reports what is wrong in one line: 2 is a wrong command line, 1 anything else. */
  public int run(Callable<Integer> command, String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setParameterExceptionHandler((e, given) -> complain(e.getMessage(), 2))
        .setExecutionExceptionHandler((e, line, given) -> complain(describe(e), 1))
        .execute(arguments);
  }

  private int complain(String message, int exitCode) {
    err.println(name + ": " + message.replaceAll("\\s*\\R\\s*", " ")
        + (exitCode == 2 ? " (--help lists the options)" : ""));
    return exitCode;
  }

  /** The system's own exceptions tell a file's name, but not always what is the matter with it. */
  private static String describe(Exception e) {
    boolean bare = e instanceof FileSystemException && ((FileSystemException) e).getReason() == null
        || e instanceof FileNotFoundException;
    if (e instanceof IOException && bare && !(e instanceof NoSuchFileException)) {
      return "[" + e.getMessage() + "] cannot be used: " + e.getClass().getSimpleName() + ".";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}

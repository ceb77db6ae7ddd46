package org.nas4j.examples.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * How an example is run from the command line.
 *
 * @param out for what it tells
 * @param err for complaints
 * @param begun when it began, of {@link System#nanoTime}: on a terminal with the start of Java
 */
public record Program(PrintStream out, PrintStream err, long begun) {

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Tables have lines, and data sizes a ×; a terminal whose locale is unset shows them too. */
  private static final Charset CHARSET = System.getProperty("os.name").startsWith("Windows")
      ? Charset.defaultCharset()
      : StandardCharsets.UTF_8;

  /** One that begins now. */
  public Program(PrintStream out, PrintStream err) {
    this(out, err, System.nanoTime());
  }

  public static Program onTerminal() {
    long started = ManagementFactory.getRuntimeMXBean().getUptime() * NANOS_PER_MILLI;
    return new Program(utf8(System.out), utf8(System.err), System.nanoTime() - started);
  }

  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, CHARSET);
  }

  /** What the main method of an example does: runs it, and exits unless all went well. */
  public static void main(
      Function<PrintStream, ? extends Callable<Integer>> example, String... arguments) {
    exit(onTerminal().run(example, arguments));
  }

  /** The same of a small one. */
  public static void main(SmallExample example, String... arguments) {
    main(out -> example, arguments);
  }

  public static void exit(int code) {
    if (code != 0) {
      System.exit(code);
    }
  }

  public int run(Function<PrintStream, ? extends Callable<Integer>> example, String... arguments) {
    return run(new CommandLine(example.apply(out)), arguments);
  }

  /**
   * Runs a command, and reports what is wrong in one line: 2 is a wrong command line, 1 anything
   * else.
   */
  public int run(CommandLine line, String... arguments) {
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true, CHARSET))
        .setErr(new PrintWriter(err, true, CHARSET))
        .setParameterExceptionHandler((e, given) ->
            complain(e.getCommandLine(), e.getMessage() + " (--help lists the options)", 2))
        .setExecutionExceptionHandler((e, command, given) -> complain(command, Complaints.of(e), 1))
        .execute(arguments);
  }

  private int complain(CommandLine command, String message, int exitCode) {
    err.println(command.getCommandName() + ": " + message.replaceAll("\\s*\\R\\s*", " "));
    return exitCode;
  }
}

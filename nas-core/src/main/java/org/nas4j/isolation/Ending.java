package org.nas4j.isolation;

import java.util.Map;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.FailureKind;

/** Tells from its exit status and its last lines how a process ended. */
final class Ending {

  /** Above it, the status tells the signal that ended the process. */
  private static final int SIGNALLED = 128;

  private static final Map<Integer, String> SIGNALS = Map.of(
      4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15,
      "SIGTERM");

  /**
   * What the virtual machine says of a native crash, before it exits with status 1, since it is to
   * dump no core.
   */
  private static final String FATAL_ERROR = "A fatal error has been detected by the Java Runtime";

  private Ending() {}

  static EvaluationException of(long pid, int status, String lastLines, String doing) {
    StringBuilder text = new StringBuilder("The worker process [")
        .append(pid)
        .append("] ended with status [")
        .append(status)
        .append("]");
    if (status > SIGNALLED) {
      text.append(", by signal [")
          .append(SIGNALS.getOrDefault(status - SIGNALLED, "number " + (status - SIGNALLED)))
          .append("]");
    }
    text.append(", while it ").append(doing).append(".");
    if (!lastLines.isEmpty()) {
      text.append(" Its last lines:\n").append(lastLines);
    }
    if (isOutOfMemory(status, lastLines)) {
      return new EvaluationException(
          FailureKind.OUT_OF_MEMORY,
          "worker out of memory",
          text.append("\nMaybe give it more, or make the space's largest candidates smaller.")
              .toString());
    }
    if (status == SIGNALLED + 9) {
      text.append("\nMaybe the operating system ended it for want of memory.");
    }
    boolean crashed = status > SIGNALLED || lastLines.contains(FATAL_ERROR);
    String reason = crashed ? "worker crashed" : "worker exited";
    return new EvaluationException(FailureKind.CRASHED, reason, text.toString());
  }

  /**
   * By what is said at the end, since a status can be anybody's, and since an evaluator may have
   * printed of an OutOfMemoryError long before.
   */
  private static boolean isOutOfMemory(int status, String lastLines) {
    String last = lastLines.substring(lastLines.lastIndexOf('\n') + 1);
    return status == WorkerMain.EXIT_NO_MEMORY && last.endsWith(WorkerMain.NO_MEMORY)
        || last.startsWith("Terminating due to java.lang.OutOfMemoryError")
        || lastLines.contains("Aborting due to java.lang.OutOfMemoryError")
        || lastLines.contains("insufficient memory for the Java Runtime");
  }
}

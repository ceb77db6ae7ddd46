package org.nas4j.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Candidate;
import org.nas4j.eval.Deadline;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.Evaluator;
import org.nas4j.eval.FailureKind;
import org.nas4j.eval.Verdict;
import org.nas4j.eval.WorkerFactory;
import org.nas4j.space.SearchSpace;

/**
 * A worker process: makes space and evaluator from the factory that its command line names, then
 * evaluates what it is asked to, one candidate after another. Whatever the evaluator prints goes
 * where it always goes, since messages have a socket of their own. Ends when the searching process
 * does, even in the midst of an evaluation.
 */
final class WorkerMain {

  static final int TOKEN_BYTES = 32;

  /**
   * Exit status after an OutOfMemoryError that left no memory to tell of it; the one of
   * -XX:+ExitOnOutOfMemoryError.
   */
  static final int EXIT_NO_MEMORY = 3;

  private static final int EXIT_FAILED = 4;
  private static final int EXIT_ORPHAN = 5;
  private static final long MILLIS_TO_END = 2_000;

  private WorkerMain() {}

  /**
   * Runs the process.
   *
   * @param args port of the searching process, name of the factory
   */
  public static void main(String[] args) {
    int status = EXIT_FAILED;
    try {
      byte[] token = System.in.readNBytes(TOKEN_BYTES);
      endWithParent(System.in);
      System.setIn(InputStream.nullInputStream());
      offerItselfToTheKernel();
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
        socket.getOutputStream().write(token);
        status = serve(new Frames(socket), args[1]);
      }
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(EXIT_NO_MEMORY);
    } catch (Throwable e) { // the searching process sees the exit status and the trace
      e.printStackTrace();
    }
    Runtime.getRuntime().exit(status);
  }

  /**
   * The other end of the input is held by the searching process: when it is closed, that one is
   * gone or wants the end.
   */
  private static void endWithParent(InputStream input) {
    Thread watcher = new Thread(
        () -> {
          try {
            while (input.read() >= 0) {
              // Nothing is said there.
            }
            Thread.sleep(MILLIS_TO_END);
          } catch (IOException | InterruptedException e) {
            // As good as the end.
          }
          Runtime.getRuntime().halt(EXIT_ORPHAN);
        },
        "nas4j-parent-watch");
    watcher.setDaemon(true);
    watcher.start();
  }

  /** If the machine runs out of memory, Linux shall end this process and not the searching one. */
  private static void offerItselfToTheKernel() {
    Path score = Path.of("/proc/self/oom_score_adj");
    try {
      if (Files.isWritable(score)) {
        Files.writeString(score, "1000");
      }
    } catch (IOException e) {
      // Then it is not offered.
    }
  }

  private static <A> int serve(Frames frames, String factoryName) throws IOException {
    Map<String, String> settings = Messages.texts(frames.read(0).orElseThrow(), "settings");
    SearchSpace<A> space;
    Evaluator<A> evaluator;
    ObjectNode ready = Frames.message("ready");
    try {
      @SuppressWarnings("unchecked") // the searching process names a factory of its own type
      WorkerFactory<A> factory =
          Isolation.create((Class<WorkerFactory<A>>) (Class<?>) Class.forName(factoryName));
      space = factory.space(settings);
      evaluator = factory.evaluator(settings);
      Messages.put(ready, "facts", evaluator.provenance());
    } catch (Throwable e) { // whatever it is, the searching process wants to know
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      frames.write(Messages.failure(
          new EvaluationException(FailureKind.BROKEN, "broken evaluator", trace.toString())));
      return EXIT_FAILED;
    }
    frames.write(ready);
    try (evaluator) {
      while (true) {
        Messages.Task task = Messages.Task.of(frames.read(0).orElseThrow());
        frames.write(evaluate(space, evaluator, task, frames));
      }
    } catch (EOFException e) {
      return 0;
    }
  }

  private static <A> ObjectNode evaluate(
      SearchSpace<A> space, Evaluator<A> evaluator, Messages.Task task, Frames frames) {
    Context context = new Context(task, frames);
    try {
      Candidate<A> candidate = new Candidate<>(
          task.trialId(),
          task.genotype(),
          space.replay(task.genotype()).architecture(),
          task.parent());
      Evaluation evaluation = evaluator.evaluate(candidate, context);
      if (evaluation == null) {
        throw new IllegalStateException("The evaluator returned null.");
      }
      ObjectNode answer = Frames.message("figures");
      Messages.put(answer, evaluation);
      return answer;
    } catch (Throwable e) { // whatever a candidate's evaluation throws costs that candidate only
      return Messages.failure(EvaluationException.of(e));
    } finally {
      context.end();
    }
  }

  /** The context of one evaluation; rules and listeners are asked in the searching process. */
  private static final class Context implements EvaluationContext {

    private final Messages.Task task;
    private final Frames frames;
    private final RandomGenerator random;
    private final Deadline deadline;
    private boolean ended;

    Context(Messages.Task task, Frames frames) {
      this.task = task;
      this.frames = frames;
      this.random = new SplittableRandom(task.seed());
      this.deadline = task.millis() == Messages.Task.FOR_EVER
          ? Deadline.never()
          : Deadline.in(Duration.ofMillis(task.millis()));
    }

    @Override
    public RandomGenerator random() {
      return random;
    }

    @Override
    public long seed() {
      return task.seed();
    }

    @Override
    public Deadline deadline() {
      return deadline;
    }

    @Override
    public int workers() {
      return task.workers();
    }

    @Override
    public synchronized Verdict report(int step, Evaluation soFar) {
      if (ended) {
        return Verdict.STOP;
      }
      try {
        ObjectNode report = Frames.message("report").put("step", step);
        Messages.put(report, soFar);
        frames.write(report);
        JsonNode verdict = frames.read(0).orElseThrow();
        return Messages.member(verdict, "stop").booleanValue() ? Verdict.STOP : Verdict.CONTINUE;
      } catch (IOException e) {
        throw new UncheckedIOException("The searching process cannot be told.", e);
      }
    }

    /** Threads that the evaluator left behind say nothing more. */
    synchronized void end() {
      ended = true;
    }
  }
}

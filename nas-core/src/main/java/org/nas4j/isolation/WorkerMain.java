package org.nas4j.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
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
import org.nas4j.internal.checks.Texts;
import org.nas4j.internal.files.TemporaryFolder;
import org.nas4j.space.SearchSpace;

/**
 * A worker process: makes space and evaluator from the factory that its command line names, then
 * evaluates what it is asked to, one candidate after another. Whatever the evaluator prints goes
 * where it always goes, since messages have a socket of their own. Ends when the searching process
 * does, even in the midst of an evaluation.
 */
final class WorkerMain {

  /** Exit status after an OutOfMemoryError; the one of -XX:+ExitOnOutOfMemoryError. */
  static final int EXIT_NO_MEMORY = 3;

  /** The last line then, since any evaluator may exit with that status. */
  static final String NO_MEMORY = "nas4j: the worker ends for want of memory";

  /** Made when there is memory. */
  private static final byte[] LAST_LINE =
      ("\n" + NO_MEMORY + "\n").getBytes(StandardCharsets.US_ASCII);

  private static final FileOutputStream ERRORS = new FileOutputStream(FileDescriptor.err);

  private static final int EXIT_FAILED = 4;
  private static final int EXIT_ORPHAN = 5;
  private static final long MILLIS_TO_END = 2_000;

  private WorkerMain() {}

  /**
   * Runs the process.
   *
   * @param args port of the searching process, its folder for reports of crashes
   */
  public static void main(String[] args) {
    int status = EXIT_FAILED;
    try {
      byte[] mine = System.in.readNBytes(Reception.TOKEN_BYTES);
      byte[] theirs = System.in.readNBytes(Reception.TOKEN_BYTES);
      endWithParent(System.in, Path.of(args[1]));
      System.setIn(InputStream.nullInputStream());
      offerItselfToTheKernel();
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
        socket.getOutputStream().write(mine);
        byte[] shown = socket.getInputStream().readNBytes(theirs.length);
        if (!MessageDigest.isEqual(shown, theirs)) {
          throw new IOException("Another program listens where the search did.");
        }
        status = serve(new Frames(socket));
      }
    } catch (OutOfMemoryError e) {
      endWithoutMemory();
    } catch (Throwable e) { // the searching process sees the exit status and the trace
      e.printStackTrace();
    }
    endOffspring();
    Runtime.getRuntime().exit(status);
  }

  private static void endWithoutMemory() {
    try {
      ERRORS.write(LAST_LINE);
    } catch (IOException e) {
      // The status has to do.
    }
    Runtime.getRuntime().halt(EXIT_NO_MEMORY); // its programs are ended by the searching process
  }

  private static void endOffspring() {
    String mark = System.getenv(Offspring.VARIABLE);
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    if (mark != null) {
      Offspring.end(mark);
    }
  }

  /**
   * The other end of the input is held by the searching process: when it is closed, that one is
   * gone or wants the end. If it is gone, nobody else deletes its folder.
   */
  private static void endWithParent(InputStream input, Path folder) {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
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
          endOffspring();
          if (!parent.map(ProcessHandle::isAlive).orElse(false)) {
            delete(folder);
          }
          Runtime.getRuntime().halt(EXIT_ORPHAN);
        },
        "nas4j-parent-watch");
    watcher.setDaemon(true);
    watcher.start();
  }

  private static void delete(Path folder) {
    try {
      TemporaryFolder.delete(folder);
    } catch (IOException e) {
      // Another worker may be writing there.
    }
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

  private static <A> int serve(Frames frames) throws IOException {
    JsonNode start = frames.read(0).orElseThrow();
    Map<String, String> settings = Messages.texts(start, "settings");
    String factoryName = Messages.member(start, "factory").asText();
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
        JsonNode message = frames.read(0).orElseThrow();
        Evaluator<A> asked = message.path(WorkerProcess.FIRST).asBoolean(false)
            ? new FittingFirst<>(evaluator)
            : evaluator;
        answer(frames, evaluate(space, asked, Messages.Task.of(message), frames));
      }
    } catch (EOFException e) {
      return 0;
    }
  }

  private static void answer(Frames frames, ObjectNode answer) throws IOException {
    try {
      frames.write(answer);
    } catch (Frames.OversizedException e) {
      frames.write(Messages.failure(EvaluationException.of(e)));
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

  /** Sees that candidates can be evaluated at all, by the one that is evaluated. */
  private record FittingFirst<A>(Evaluator<A> evaluator) implements Evaluator<A> {

    @Override
    public Evaluation evaluate(Candidate<A> candidate, EvaluationContext context) throws Exception {
      try {
        evaluator.requireFit(candidate.architecture());
      } catch (EvaluationException e) {
        throw e;
      } catch (Exception e) {
        throw new EvaluationException(
            FailureKind.BROKEN, "candidates do not fit", Texts.messageOf(e), e);
      }
      return evaluator.evaluate(candidate, context);
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
      this.deadline = task.deadline();
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
        frames.write(Messages.report(step, soFar));
        return Messages.verdict(frames.read(0).orElseThrow());
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

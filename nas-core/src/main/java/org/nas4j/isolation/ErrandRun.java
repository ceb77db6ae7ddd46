package org.nas4j.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nas4j.eval.Deadline;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.FailureKind;
import org.nas4j.eval.Verdict;
import org.nas4j.internal.checks.Texts;

/**
 * An errand on the machine that it was brought to: stands between the search and a worker process
 * there. For the thread that runs it.
 */
final class ErrandRun {

  /** Type of the message of who asks how workers are made. */
  static final String LODGE = "lodge";

  /** After so many a machine that should give a sign every few of them counts as lost. */
  static final int SECONDS_OF_SILENCE = 60;

  private final Line line;
  private final IsolatedEvaluator<?> workers;

  private ErrandRun(Line line, IsolatedEvaluator<?> workers) {
    this.line = line;
    this.workers = workers;
  }

  static void run(Errand errand) throws IOException {
    ObjectNode word = Frames.message("come").put("errand", errand.number());
    try (Line line = Line.open(errand, word)) {
      serve(line, errand);
    }
  }

  private static void serve(Line line, Errand errand) {
    try {
      line.hear(); // that it is this one's turn
      IsolatedEvaluator<?> workers;
      try {
        workers = Lodgings.of(errand);
      } catch (IOException e) {
        line.say(Messages.failure(new EvaluationException(
            FailureKind.BROKEN, "broken evaluator", Texts.messageOf(e), e)));
        return;
      }
      new ErrandRun(line, workers).run();
    } catch (InterruptedException | IOException e) {
      // It is no longer wanted, or the line is broken: the search sends again what it still wants.
    }
  }

  private void run() throws InterruptedException, IOException {
    try {
      workers.prepare();
      ObjectNode ready = Frames.message("ready");
      Messages.put(ready, "facts", workers.provenance());
      line.say(ready);
      JsonNode order = line.hear();
      say(evaluate(Messages.Task.of(order), order.path(WorkerProcess.FIRST).asBoolean(false)));
    } catch (EvaluationException | RuntimeException e) {
      line.say(Messages.failure(EvaluationException.of(e)));
    } finally {
      workers.release();
    }
  }

  private ObjectNode evaluate(Messages.Task task, boolean first)
      throws EvaluationException, InterruptedException {
    ObjectNode answer = Frames.message("figures");
    Messages.put(answer, workers.evaluate(task, new Relay(task), first));
    return answer;
  }

  private void say(ObjectNode answer) throws IOException {
    try {
      line.say(answer);
    } catch (Frames.OversizedException e) {
      line.say(Messages.failure(EvaluationException.of(e)));
    }
  }

  /** Hands reports on to the search, where rules and listeners are asked. */
  private final class Relay implements EvaluationContext {

    private final Messages.Task task;
    private final Deadline deadline;

    Relay(Messages.Task task) {
      this.task = task;
      this.deadline = task.deadline();
    }

    @Override
    public RandomGenerator random() {
      return new SplittableRandom(task.seed());
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
    public Verdict report(int step, Evaluation soFar) {
      try {
        line.say(Messages.report(step, soFar));
        return Messages.verdict(line.hear());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // who listens to the process kills it then
        return Verdict.STOP;
      } catch (IOException e) {
        throw new UncheckedIOException("The search cannot be told.", e);
      }
    }
  }
}

package org.nas4j.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Future;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.EvaluationException;

/**
 * A worker process on another machine that is ready for one evaluation, seen from the searching
 * process. For one thread at a time, but for {@link #close}.
 */
final class RemoteWorker implements Closeable {

  private final Call call;
  private final Future<?> carried;
  private Frames frames;
  private Map<String, String> facts;
  private boolean ended;

  private RemoteWorker(Call call, Future<?> carried) {
    this.call = call;
    this.carried = carried;
  }

  /**
   * Sends for one, and waits until it is ready, as long as there is no room in the cluster.
   *
   * @throws IOException if the machine was lost meanwhile, or none could be reached
   * @throws EvaluationException if space or evaluator could not be made there
   */
  static RemoteWorker send(Exchange exchange, Carrier carrier)
      throws IOException, EvaluationException, InterruptedException {
    Call call = exchange.call();
    RemoteWorker worker;
    try {
      worker = new RemoteWorker(call, carrier.carry(call.errand()));
    } catch (RuntimeException | Error e) {
      call.close();
      throw e;
    }
    try {
      worker.awaitReady();
      return worker;
    } catch (IOException
        | EvaluationException
        | InterruptedException
        | RuntimeException
        | Error e) {
      worker.close();
      throw e;
    }
  }

  private void awaitReady() throws IOException, EvaluationException, InterruptedException {
    frames = call.await(carried);
    frames.write(Frames.message("go"));
    JsonNode answer = dialogue().next();
    if (Messages.type(answer).equals("failed")) {
      throw Messages.failure(answer);
    }
    facts = Messages.texts(answer, "facts");
  }

  private Dialogue dialogue() {
    return new Dialogue(frames, this::close, ErrandRun.SECONDS_OF_SILENCE);
  }

  /** What the evaluator there says of itself. */
  Map<String, String> facts() {
    return facts;
  }

  /**
   * Evaluates there.
   *
   * @throws IOException if the machine was lost
   */
  Evaluation evaluate(Messages.Task task, EvaluationContext context, boolean first)
      throws IOException, EvaluationException, InterruptedException {
    try {
      ObjectNode message = task.toMessage().put(WorkerProcess.FIRST, first);
      Evaluation evaluation = dialogue().evaluate(message, context);
      ended = true;
      return evaluation;
    } catch (EvaluationException e) {
      ended = true;
      throw e;
    }
  }

  /** Ends the line, by which the process is killed if it evaluates. */
  @Override
  public void close() {
    Closing.quietly(frames);
    call.close();
    if (!ended) {
      carried.cancel(true);
    }
  }
}

package org.nas4j.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.FailureKind;
import org.nas4j.internal.checks.Texts;
import org.nas4j.internal.events.WorkerProcessEvent;

/**
 * One worker process, seen from the searching one. It comes to a {@link Reception}, so that no
 * other program can take its place. For one thread at a time, but for the methods that end it.
 */
final class WorkerProcess implements AutoCloseable {

  /** In a task: whether its candidate stands for all others. */
  static final String FIRST = "first";

  private static final int LOOK_EVERY_MILLIS = 100;
  private static final long SECONDS_TO_END = 5;

  private final Process process;
  private final Reception reception;
  private final String mark;
  private final LastLines lines;
  private final boolean othersWereReady;
  private final WorkerProcessEvent life;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Frames frames;
  private volatile boolean usable = true;
  private int evaluations;

  private WorkerProcess(
      Process process, Reception reception, String mark, boolean othersWereReady) {
    this.process = process;
    this.reception = reception;
    this.mark = mark;
    this.othersWereReady = othersWereReady;
    this.lines = new LastLines(process.getInputStream(), process.pid());
    this.life = WorkerProcessEvent.begin(process.pid());
  }

  /**
   * Starts a process, without waiting for it.
   *
   * @param othersWereReady whether the set-up has been seen to work, so that failing now is a crash
   */
  static WorkerProcess launch(Isolation<?> isolation, Path crashFolder, boolean othersWereReady)
      throws EvaluationException {
    String mark = UUID.randomUUID().toString();
    Reception reception = null;
    try {
      reception = Reception.open();
      Process process = Launch.start(isolation, crashFolder, reception.port(), mark);
      WorkerProcess worker = new WorkerProcess(process, reception, mark, othersWereReady);
      worker.sendTokens();
      return worker;
    } catch (IOException e) {
      Closing.quietly(reception);
      throw notStarted("A worker process could not be started: [" + e + "].", othersWereReady);
    }
  }

  private void sendTokens() {
    try {
      process.getOutputStream().write(reception.tokens());
      process.getOutputStream().flush(); // it stays open: its end tells the process to end
    } catch (IOException e) {
      // The process has ended already, which is seen, with its last lines, where it should connect.
    }
  }

  /** Waits until space and evaluator are made there; what the evaluator says of itself. */
  Map<String, String> awaitReady(Isolation<?> isolation)
      throws EvaluationException, InterruptedException {
    long end = System.nanoTime() + isolation.startLimit.toNanos();
    try {
      frames = accept(end);
      ObjectNode start = Frames.message("start").put("factory", isolation.factory.getName());
      Messages.put(start, "settings", isolation.settings);
      frames.write(start);
      JsonNode answer = await(end);
      if (Messages.type(answer).equals("failed")) {
        usable = false;
        throw notStarted(Messages.failure(answer).getMessage(), othersWereReady);
      }
      return Messages.texts(answer, "facts");
    } catch (IOException e) {
      usable = false;
      throw notStarted(
          end("was being set up (" + Texts.wordsOf(e) + ")").getMessage(), othersWereReady);
    }
  }

  private Frames accept(long end) throws IOException, InterruptedException {
    while (process.isAlive()) {
      requireTime(end);
      Optional<Socket> worker = reception.look(LOOK_EVERY_MILLIS);
      if (worker.isPresent()) {
        return new Frames(worker.get());
      }
    }
    throw new IOException("it did not connect");
  }

  private JsonNode await(long end) throws IOException, InterruptedException {
    while (true) {
      requireTime(end);
      Optional<JsonNode> message = frames.read(LOOK_EVERY_MILLIS);
      if (message.isPresent()) {
        return message.get();
      }
    }
  }

  private void requireTime(long end) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      kill();
      throw new InterruptedException("The worker process was killed.");
    }
    if (System.nanoTime() - end > 0) {
      kill();
      throw new IOException("it took too long");
    }
  }

  private static EvaluationException notStarted(String message, boolean othersWereReady) {
    return othersWereReady
        ? new EvaluationException(FailureKind.CRASHED, "worker not started", message)
        : new EvaluationException(
            FailureKind.BROKEN,
            "broken evaluator",
            message + "\nMaybe a setting is wrong, or a class is not on the class path.");
  }

  /**
   * Evaluates there; reports are answered by the context here.
   *
   * @param first whether to see first that candidates like this one can be evaluated at all
   */
  Evaluation evaluate(Messages.Task task, EvaluationContext context, boolean first)
      throws EvaluationException, InterruptedException {
    evaluations++;
    boolean answered = false;
    try {
      Evaluation evaluation =
          new Dialogue(frames, this::kill, 0).evaluate(task.toMessage().put(FIRST, first), context);
      answered = true;
      return evaluation;
    } catch (EvaluationException e) {
      answered = e.kind() != FailureKind.OUT_OF_MEMORY; // who knows what is broken there
      throw e;
    } catch (IOException e) {
      throw end("evaluated trial [" + task.trialId() + "] (" + e + ")");
    } finally {
      usable &= answered;
    }
  }

  /** How the process ended; ends it if it has not. */
  EvaluationException end(String doing) throws InterruptedException {
    if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
      kill();
    }
    int status = process.waitFor();
    Offspring.end(mark);
    return Ending.of(process.pid(), status, lines.text(), doing);
  }

  int evaluations() {
    return evaluations;
  }

  boolean isUsable() {
    return usable && process.isAlive();
  }

  /** Asks the process to end. */
  void hangUp() {
    usable = false;
    Closing.quietly(reception);
    Closing.quietly(frames);
    Closing.quietly(process.getOutputStream());
  }

  private void kill() {
    usable = false;
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Offspring.end(mark);
  }

  /**
   * Ends the process, by force if it does not end when it is asked to, and what it started with it.
   */
  @Override
  public void close() {
    hangUp();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        kill();
        process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
    Offspring.end(mark);
    if (closed.compareAndSet(false, true)) {
      life.end(evaluations, process.isAlive() ? -1 : process.exitValue());
    }
  }
}

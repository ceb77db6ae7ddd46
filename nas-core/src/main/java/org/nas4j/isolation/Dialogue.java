package org.nas4j.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.nas4j.eval.Evaluation;
import org.nas4j.eval.EvaluationContext;
import org.nas4j.eval.EvaluationException;
import org.nas4j.eval.Verdict;

/** What is said during one evaluation, from the side that asked for it. */
final class Dialogue {

  /** Says only that the other side is there; the type of that message. */
  static final String PULSE = "alive";

  static final int LOOK_EVERY_MILLIS = 100;

  private final Frames frames;
  private final Runnable kill;
  private final long silenceNanos;

  /**
   * Begins it.
   *
   * @param kill ends the evaluation when the calling thread is interrupted
   * @param secondsOfSilence after so many without a word the other side counts as gone; 0 for never
   */
  Dialogue(Frames frames, Runnable kill, long secondsOfSilence) {
    this.frames = frames;
    this.kill = kill;
    this.silenceNanos = TimeUnit.SECONDS.toNanos(secondsOfSilence);
  }

  /** The next message that says more than that the other side is there. */
  JsonNode next() throws IOException, InterruptedException {
    long heard = System.nanoTime();
    while (true) {
      if (Thread.interrupted()) {
        kill.run();
        throw new InterruptedException("The worker process was killed.");
      }
      Optional<JsonNode> message = frames.read(LOOK_EVERY_MILLIS);
      if (message.isPresent()) {
        heard = System.nanoTime();
        if (!Messages.type(message.get()).equals(PULSE)) {
          return message.get();
        }
      } else if (silenceNanos > 0 && System.nanoTime() - heard > silenceNanos) {
        throw new IOException("nothing was heard for a long time");
      }
    }
  }

  /** Asks for an evaluation; reports are answered by the context. */
  Evaluation evaluate(ObjectNode task, EvaluationContext context)
      throws IOException, EvaluationException, InterruptedException {
    frames.write(task);
    while (true) {
      JsonNode message = next();
      String type = Messages.type(message);
      switch (type) {
        case "report" -> {
          int step = Messages.member(message, "step").intValue();
          Verdict verdict = context.report(step, Messages.evaluation(message));
          frames.write(Frames.message("verdict").put("stop", verdict == Verdict.STOP));
        }
        case "figures" -> {
          return Messages.evaluation(message);
        }
        case "failed" -> throw Messages.failure(message);
        default -> throw new IOException("unknown message [" + Messages.cut(type, 40) + "]");
      }
    }
  }
}

package org.nas4j.internal.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An epoch of a training, on the thread that trained. */
@Name(EpochEvent.NAME)
@Label("Epoch")
@Category("NAS4J")
@Description("A network, or the shared weights of many, was trained for an epoch")
@StackTrace(false)
public final class EpochEvent extends Event {

  /** What recordings call it. */
  public static final String NAME = "org.nas4j.Epoch";

  @Label("Epoch")
  @Description("From 1")
  final int epoch;

  @Label("Batches")
  @Description("Minibatches that it trained on")
  int batches;

  @Label("Loss")
  @Description("Mean training loss of an example, or of a token")
  double loss;

  private EpochEvent(int epoch) {
    this.epoch = epoch;
  }

  /**
   * Begins now.
   *
   * @param epoch its number, from 1
   * @return to be ended on the same thread
   */
  public static EpochEvent begin(int epoch) {
    EpochEvent event = new EpochEvent(epoch);
    event.begin();
    return event;
  }

  /**
   * Ends now, and is recorded if somebody records.
   *
   * @param trainedBatches minibatches that it trained on
   * @param meanLoss of an example, or of a token
   */
  public void end(int trainedBatches, double meanLoss) {
    end();
    batches = trainedBatches;
    loss = meanLoss;
    commit();
  }
}

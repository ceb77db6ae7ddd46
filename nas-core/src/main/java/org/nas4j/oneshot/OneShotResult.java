package org.nas4j.oneshot;

import java.util.List;
import org.nas4j.internal.checks.Texts;
import org.nas4j.space.Genotype;

/**
 * What a one-shot search derived.
 *
 * @param genotype answers that describe the network
 * @param architecture the network, to be trained from scratch
 * @param validationScore its score on all validation data, with the shared weights
 * @param candidates how many different networks were scored for it
 * @param epochs how the search went
 * @param <A> what describes a network
 */
public record OneShotResult<A>(
    Genotype genotype,
    A architecture,
    double validationScore,
    int candidates,
    List<OneShotEpoch> epochs) {

  /** Copies. */
  public OneShotResult {
    epochs = List.copyOf(epochs);
  }

  /** The score, what it is chosen from, and the network. */
  @Override
  public String toString() {
    return "OneShotResult[" + Texts.rounded(validationScore) + " with shared weights, best of "
        + candidates + " after " + epochs.size() + " epochs, " + architecture + "]";
  }
}

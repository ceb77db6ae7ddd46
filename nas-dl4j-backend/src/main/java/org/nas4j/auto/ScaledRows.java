package org.nas4j.auto;

import java.util.Optional;
import org.nas4j.data.Dataset;
import org.nas4j.data.Standardisation;

/**
 * Values as networks take them, and what brings them there and back.
 *
 * @param data on the scale of the network
 * @param inputs of the values
 * @param outputs of the numbers to foretell; empty if there are classes
 */
record ScaledRows(Dataset data, Standardisation inputs, Optional<Standardisation> outputs) {

  static ScaledRows of(Dataset raw) {
    Standardisation inputs = Standardisation.fit(raw);
    Optional<Standardisation> outputs =
        raw.classes() > 0 ? Optional.empty() : Optional.of(Standardisation.ofTargets(raw));
    ScaledRows by = new ScaledRows(raw, inputs, outputs);
    return new ScaledRows(by.apply(raw), inputs, outputs);
  }

  Dataset apply(Dataset other) {
    Dataset scaled = inputs.apply(other);
    return outputs.map(each -> each.applyToTargets(scaled)).orElse(scaled);
  }
}

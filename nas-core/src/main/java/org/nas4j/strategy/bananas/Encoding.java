package org.nas4j.strategy.bananas;

import java.util.Set;
import org.nas4j.space.Genotype;

/** What a predictor sees of a candidate: features that it has or has not. */
interface Encoding {

  /** Of a candidate that can be built. */
  Set<String> features(Genotype genotype);
}

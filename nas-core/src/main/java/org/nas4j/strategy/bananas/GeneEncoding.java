package org.nas4j.strategy.bananas;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/** Each answer is a feature: the k-th question of a name, answered so. */
record GeneEncoding() implements Encoding {

  @Override
  public Set<String> features(Genotype genotype) {
    Set<String> features = new LinkedHashSet<>();
    Map<String, Integer> asked = new HashMap<>();
    for (Gene gene : genotype.genes()) {
      int occurrence = asked.merge(gene.decision(), 1, Integer::sum);
      features.add(gene.decision() + " " + occurrence + " " + gene.option());
    }
    return features;
  }

  @Override
  public String toString() {
    return "answers";
  }
}

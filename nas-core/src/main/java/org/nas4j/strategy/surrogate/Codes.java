package org.nas4j.strategy.surrogate;

import java.util.HashMap;
import java.util.Map;
import org.nas4j.space.Gene;
import org.nas4j.space.Genotype;

/**
 * Genotypes as rows of numbers, whatever their length: each slot is the k-th question of a name,
 * its number 0 if it was not asked, and the option plus one otherwise. Slots are numbered as they
 * are first met.
 */
final class Codes {

  private record Slot(String decision, int occurrence) {}

  private final Map<Slot, Integer> slots = new HashMap<>();

  int[] encode(Genotype genotype) {
    Map<String, Integer> asked = new HashMap<>();
    int[] places = new int[genotype.size()];
    for (int i = 0; i < places.length; i++) {
      String name = genotype.genes().get(i).decision();
      Slot slot = new Slot(name, asked.merge(name, 1, Integer::sum));
      Integer known = slots.get(slot);
      places[i] = known == null ? slots.size() : known;
      if (known == null) {
        slots.put(slot, places[i]);
      }
    }
    int[] code = new int[slots.size()];
    for (int i = 0; i < places.length; i++) {
      Gene gene = genotype.genes().get(i);
      code[places[i]] = gene.option() + 1;
    }
    return code;
  }

  /** In how many slots two codes differ; a shorter one was made when fewer slots were known. */
  static int distance(int[] one, int[] other) {
    int shared = Math.min(one.length, other.length);
    int distance = 0;
    for (int i = 0; i < shared; i++) {
      distance += one[i] == other[i] ? 0 : 1;
    }
    for (int i = shared; i < one.length; i++) {
      distance += one[i] == 0 ? 0 : 1;
    }
    for (int i = shared; i < other.length; i++) {
      distance += other[i] == 0 ? 0 : 1;
    }
    return distance;
  }

  /**
   * Of the decisions that either asks, the share that differs; a long genotype is not far by it.
   */
  static double shareThatDiffers(int[] one, int[] other) {
    int asked = 0;
    for (int i = 0; i < Math.max(one.length, other.length); i++) {
      boolean isAsked = i < one.length && one[i] != 0 || i < other.length && other[i] != 0;
      asked += isAsked ? 1 : 0;
    }
    return asked == 0 ? 0 : (double) distance(one, other) / asked;
  }
}

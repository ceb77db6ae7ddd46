package org.nas4j.morphism;

import java.util.List;
import org.nas4j.arch.Architecture;
import org.nas4j.space.InfeasibleException;

/**
 * Which edits may be made.
 *
 * @param greatestParameters how many trained weights a network may have
 */
record Allowance(long greatestParameters) {

  /**
   * Whether an edit that can be applied keeps to the limit, or at least makes nothing larger.
   * Builds nothing where there is no limit.
   */
  boolean covers(Morphism applicable, Architecture current) {
    return covers(List.of(applicable), current);
  }

  /** The same of several edits, one after the other. */
  boolean covers(List<Morphism> applicable, Architecture current) {
    if (greatestParameters == Long.MAX_VALUE) {
      return true;
    }
    Architecture edited = current;
    for (Morphism each : applicable) {
      edited = each.edit(edited);
    }
    long after = edited.cost().parameters();
    return after <= greatestParameters || after < current.cost().parameters();
  }

  /** Whether an edit can be applied, and keeps to the limit. */
  boolean allows(Morphism morphism, Architecture current) {
    try {
      return morphism.edit(current).cost().parameters() <= greatestParameters
          || covers(morphism, current);
    } catch (InfeasibleException e) {
      return false;
    }
  }
}

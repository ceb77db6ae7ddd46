package org.nas4j.language;

import static java.util.Objects.requireNonNull;

import org.nas4j.spaces.enas.EnasRecurrentCell;
import org.nas4j.spaces.nas.RecurrentCell;

/** A recurrent cell that a {@link LanguageModel} can be made of. */
public sealed interface LanguageCell {

  /** A long short-term memory, one bias a gate, which forgets little at first. */
  record Lstm() implements LanguageCell {}

  /**
   * A cell of ENAS.
   *
   * @param cell its nodes
   */
  record Enas(EnasRecurrentCell cell) implements LanguageCell {
    /** Checks. */
    public Enas {
      requireNonNull(cell, "cell");
    }
  }

  /**
   * A cell of NAS.
   *
   * @param cell its tree
   */
  record Nas(RecurrentCell cell) implements LanguageCell {
    /** Checks. */
    public Nas {
      requireNonNull(cell, "cell");
    }
  }
}

package org.nas4j.morphism;

import java.util.List;
import org.nas4j.arch.Architecture;

/** Which steps a space of edits offers, and where. Immutable. */
interface EditRules {

  /** The kinds of steps, the end first. */
  List<EditSpace.Kind> kinds();

  /** What can be done with a network. */
  Offer at(Architecture current);

  /** What can be done with one network. */
  interface Offer {

    /** The network as a learning method reads it. */
    List<LayerToken> layers();

    /** Whether a step of this kind is possible. */
    boolean allows(EditSpace.Kind kind);

    /** Asks how to make a step, and gives its edits, which may be none. */
    List<Morphism> ask(EditSpace.Kind kind, Questions questions);
  }
}

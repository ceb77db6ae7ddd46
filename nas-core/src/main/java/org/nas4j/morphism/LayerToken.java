package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

/**
 * A layer as a learning method reads it: one word of the sentence that a network is.
 *
 * @param kind "conv", "fc", "pool", "g" for a mini-block of a densely connected network, "t" for a
 *     transition, or another layer's own kind
 * @param width channels that it makes; 0 if they say nothing, as for poolings
 * @param kernel rows of its kernel; 0 if it has none
 */
public record LayerToken(String kind, int width, int kernel) {

  /** Checks. */
  public LayerToken {
    requireNonNull(kind, "kind");
  }

  static LayerToken of(String kind) {
    return new LayerToken(kind, 0, 0);
  }

  /**
   * All in one word, as cai2018eas' code writes it: {@code conv-16-3}, {@code fc-64}, {@code pool}.
   *
   * @return equal for equal tokens only
   */
  public String word() {
    String wide = width == 0 ? kind : kind + "-" + width;
    return kernel == 0 ? wide : wide + "-" + kernel;
  }

  @Override
  public String toString() {
    return word();
  }
}

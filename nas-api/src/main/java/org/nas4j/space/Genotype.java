package org.nas4j.space;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The recorded answers of one construction, in the order in which they were asked. Equal genotypes
 * build equal architectures, since a space is a pure function.
 *
 * @param genes the answers; never changes after construction
 */
public record Genotype(List<Gene> genes) {

  /** The genotype without answers. */
  public static final Genotype EMPTY = new Genotype(List.of());

  /** Copies. */
  public Genotype {
    genes = List.copyOf(genes);
  }

  /**
   * The number of answers.
   *
   * @return at least 0
   */
  public int size() {
    return genes.size();
  }

  /**
   * The options alone, as the field writes architecture strings: {@code 3-1-0-2}. It does not name
   * the decisions, so it is for people; genotypes are compared by {@link #equals}.
   *
   * @return option indices joined by "-", empty for the empty genotype
   */
  public String code() {
    return genes.stream()
        .map(gene -> Integer.toString(gene.option()))
        .collect(Collectors.joining("-"));
  }

  @Override
  public String toString() {
    return genes.stream().map(Gene::toString).collect(Collectors.joining(" "));
  }
}

package org.nas4j.morphism.largescale;

/**
 * A skip connection.
 *
 * @param from the id of the edge behind whose vertex it begins; 0 for the image
 * @param to the id of the edge into whose vertex it leads
 */
record SkipEdge(int from, int to) {

  boolean touches(int id) {
    return from == id || to == id;
  }
}

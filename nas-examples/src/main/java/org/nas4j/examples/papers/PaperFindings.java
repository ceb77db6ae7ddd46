package org.nas4j.examples.papers;

/**
 * What a paper's search and random search came to.
 *
 * @param best of the paper's search
 * @param random of random search
 */
record PaperFindings(Finalist best, Finalist random) {

  /**
   * What one search came to, its best network trained longer.
   *
   * @param parameters of it
   * @param validation its figure on validation data, by which it was chosen
   * @param test its figure on test data, looked at once
   * @param networks different networks that the search trained
   * @param seconds that the search took
   */
  record Finalist(long parameters, double validation, double test, long networks, double seconds) {}
}

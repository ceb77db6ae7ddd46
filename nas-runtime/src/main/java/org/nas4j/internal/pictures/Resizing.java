package org.nas4j.internal.pictures;

/**
 * How a line of values becomes a longer or shorter one: each new value is a weighted mean of a few
 * old ones. Shrinking takes the mean of all that is covered; enlarging interpolates linearly
 * between the middles of two.
 */
final class Resizing {

  private final int[] first;
  private final double[][] shares;

  private Resizing(int[] first, double[][] shares) {
    this.first = first;
    this.shares = shares;
  }

  static Resizing of(int from, int to) {
    int[] first = new int[to];
    double[][] shares = new double[to][];
    double scale = (double) from / to;
    for (int i = 0; i < to; i++) {
      if (scale > 1) {
        double start = i * scale;
        double end = Math.min(from, start + scale);
        first[i] = (int) start;
        int last = Math.min(from - 1, (int) Math.ceil(end) - 1);
        shares[i] = new double[Math.max(1, last - first[i] + 1)];
        for (int j = 0; j < shares[i].length; j++) {
          double covered = Math.min(end, first[i] + j + 1.0) - Math.max(start, first[i] + j);
          shares[i][j] = covered / (end - start);
        }
      } else {
        double middle = Math.max(0, Math.min(from - 1.0, (i + 0.5) * scale - 0.5));
        first[i] = Math.min((int) middle, Math.max(0, from - 2));
        double second = middle - first[i];
        shares[i] = from == 1 ? new double[] {1} : new double[] {1 - second, second};
      }
    }
    return new Resizing(first, shares);
  }

  int first(int i) {
    return first[i];
  }

  double[] shares(int i) {
    return shares[i];
  }
}

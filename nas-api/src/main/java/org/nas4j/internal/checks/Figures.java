package org.nas4j.internal.checks;

/**
 * The one place that decides which figures may be compared: finite ones. NaN and infinity come of
 * trainings that diverged, and are never good, whichever way a comparison is written. Stateless.
 */
public final class Figures {

  private Figures() {}

  /**
   * Whether a figure says anything.
   *
   * @param figure any number
   * @return false for NaN and infinity
   */
  public static boolean usable(double figure) {
    return Double.isFinite(figure);
  }

  /**
   * Whether all figures say something.
   *
   * @param figures such as weights
   * @return false if one is NaN or infinite
   */
  public static boolean usable(float[] figures) {
    for (float figure : figures) {
      if (!Float.isFinite(figure)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A figure of which more is better, as it is compared.
   *
   * @param score any number
   * @return the number, or negative infinity in place of what is not usable
   */
  public static double asScore(double score) {
    return usable(score) ? score : Double.NEGATIVE_INFINITY;
  }

  /**
   * How much of something is spent, as a rule says that may divide nothing by nothing.
   *
   * @param spent any number
   * @return the number, or 0 in place of NaN
   */
  public static double asShare(double spent) {
    return Double.isNaN(spent) ? 0 : spent;
  }
}

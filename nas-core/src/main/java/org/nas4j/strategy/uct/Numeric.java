package org.nas4j.strategy.uct;

import java.util.List;
import org.nas4j.internal.text.Decimals;
import org.nas4j.space.Decision;

/**
 * Tells decisions whose order means something: numbers, or texts of numbers, that rise or fall all
 * the way.
 */
final class Numeric {

  private Numeric() {}

  static boolean isOrdered(Decision<?> decision) {
    List<?> options = decision.options();
    double direction = 0;
    for (int i = 0; i < options.size(); i++) {
      double step = number(options.get(i)) - (i == 0 ? 0 : number(options.get(i - 1)));
      if (Double.isNaN(step) || (i > 0 && (step == 0 || step * direction < 0))) {
        return false;
      }
      direction = i == 0 ? 0 : step;
    }
    return true;
  }

  private static double number(Object option) {
    if (option instanceof Number number) {
      return number.doubleValue();
    }
    return option instanceof String text ? Decimals.parse(text).orElse(Double.NaN) : Double.NaN;
  }
}

package org.nas4j.morphism;

import java.util.List;

/** The widths that layers may have, from narrow to wide. */
record Levels(List<Integer> widths) {

  /** The next width above, 0 if there is none. */
  int above(int width) {
    return widths.stream().filter(each -> each > width).findFirst().orElse(0);
  }

  /** The next width below, 0 if there is none. */
  int below(int width) {
    return widths.stream().filter(each -> each < width).reduce(0, (one, other) -> other);
  }
}

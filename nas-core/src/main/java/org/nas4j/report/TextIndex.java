package org.nas4j.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nas4j.internal.checks.Texts;

/** Texts that stand once, however often trials say them, up to a size. For one thread. */
final class TextIndex {

  /** The number of a text that there was no room for. */
  static final int NONE = -1;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private final int longest;
  private long room;

  /**
   * An empty index.
   *
   * @param longest most characters of a text; the rest is cut off
   * @param room most characters of all together
   */
  TextIndex(int longest, long room) {
    this.longest = longest;
    this.room = room;
  }

  int of(String text) {
    String cut = Texts.cut(text, longest);
    Integer known = numbers.get(cut);
    if (known != null) {
      return known;
    }
    if (cut.length() > room) {
      return NONE;
    }
    room -= cut.length();
    numbers.put(cut, texts.size());
    texts.add(cut);
    return texts.size() - 1;
  }

  List<String> texts() {
    return texts;
  }
}

package org.nas4j.examples.papers;

import java.util.SplittableRandom;
import org.nas4j.data.Corpus;

/** A text about sums, for who has none: its rules are simple, and its words are few. */
final class WrittenText {

  private static final String[] NUMBERS = {
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"
  };
  private static final int SENTENCES = 6_000;
  private static final double HELD_OUT = 0.1;

  private WrittenText() {}

  static Corpus corpus(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < SENTENCES; i++) {
      int sum = random.nextInt(NUMBERS.length);
      int one = random.nextInt(sum + 1);
      text.append(NUMBERS[one])
          .append(" and ")
          .append(NUMBERS[sum - one])
          .append(" is ")
          .append(NUMBERS[sum])
          .append(".\n");
    }
    return Corpus.of(text.toString(), Corpus.Level.CHARACTERS, HELD_OUT, HELD_OUT);
  }
}

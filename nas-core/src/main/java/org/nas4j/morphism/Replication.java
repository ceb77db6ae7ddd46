package org.nas4j.morphism;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which old channel each new channel of a widened group copies: the first ones themselves, the
 * others any, drawn uniformly (chen2016net2net, equation 2). Where there are to be fewer channels
 * than before, the first ones are kept.
 */
final class Replication {

  private final int group;
  private final int old;
  private final int[] source;
  private final int[] copies;

  private Replication(int group, int old, int[] source) {
    this.group = group;
    this.old = old;
    this.source = source;
    this.copies = new int[old];
    for (int each : source) {
      copies[each]++;
    }
  }

  static Replication draw(int group, int old, int width, RandomGenerator random) {
    int[] source = new int[width];
    for (int j = 0; j < width; j++) {
      source[j] = j < old ? j : random.nextInt(old);
    }
    return new Replication(group, old, source);
  }

  /** Which old channel each of the new ones copies, those that stay first. */
  int[] source() {
    return source.clone();
  }

  /** More channels behind the old ones; those are listed as copies of the first. */
  static Replication appended(int group, int old, int width) {
    int[] source = new int[width];
    for (int j = 0; j < old; j++) {
      source[j] = j;
    }
    return new Replication(group, old, source);
  }

  boolean concerns(List<Segment> axis) {
    return axis.stream().anyMatch(each -> each.group() == group);
  }

  boolean isNew(int channel) {
    return channel >= old;
  }

  /** For each place along the new axis, the place along the old one that it copies. */
  int[] places(List<Segment> axis) {
    int[] places = new int[length(axis)];
    int to = 0;
    int offset = 0;
    for (Segment segment : axis) {
      boolean widened = segment.group() == group;
      for (int j = 0; j < (widened ? source.length : segment.width()); j++) {
        int channel = widened ? source[j] : j;
        for (int p = 0; p < segment.repeat(); p++) {
          places[to++] = offset + channel * segment.repeat() + p;
        }
      }
      offset += segment.length();
    }
    return places;
  }

  /** For each place along the new axis, whether it belongs to a channel that was not there. */
  boolean[] isNew(List<Segment> axis) {
    boolean[] isNew = new boolean[length(axis)];
    int to = 0;
    for (Segment segment : axis) {
      boolean widened = segment.group() == group;
      for (int j = 0; j < (widened ? source.length : segment.width()); j++) {
        for (int p = 0; p < segment.repeat(); p++) {
          isNew[to++] = widened && isNew(j);
        }
      }
    }
    return isNew;
  }

  /**
   * For each place along the new axis, how many copies share what its consumer gave to the one old
   * channel.
   */
  float[] divisors(List<Segment> axis) {
    float[] divisors = new float[length(axis)];
    int to = 0;
    for (Segment segment : axis) {
      boolean widened = segment.group() == group;
      for (int j = 0; j < (widened ? source.length : segment.width()); j++) {
        for (int p = 0; p < segment.repeat(); p++) {
          divisors[to++] = widened ? copies[source[j]] : 1;
        }
      }
    }
    return divisors;
  }

  private int length(List<Segment> axis) {
    int length = 0;
    for (Segment segment : axis) {
      length += (segment.group() == group ? source.length : segment.width()) * segment.repeat();
    }
    return length;
  }
}

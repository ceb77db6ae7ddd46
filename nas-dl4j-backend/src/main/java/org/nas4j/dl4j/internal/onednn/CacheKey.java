package org.nas4j.dl4j.internal.onednn;

import java.util.Arrays;

/** What a layout or a primitive is made from, as numbers: equal keys give equal things. */
final class CacheKey {

  private static final int MORE = 4;

  private final String kind;
  private long[] numbers = new long[12];
  private int size;

  private CacheKey(String kind) {
    this.kind = kind;
  }

  static CacheKey of(String kind, Object... parts) {
    CacheKey key = new CacheKey(kind);
    for (Object part : parts) {
      key.add(part);
    }
    return key;
  }

  private void add(Object part) {
    if (part instanceof MemoryLayout layout) {
      add(layout.number());
    } else if (part instanceof long[] several) {
      add(several.length);
      for (long each : several) {
        add(each);
      }
    } else if (part instanceof Slide slide) {
      for (long[] each : slide.numbers()) {
        add(each[0]);
        add(each[1]);
      }
    } else if (part instanceof Number number) {
      add(number.longValue());
    } else if (part instanceof Boolean is) {
      add(is ? 1 : 0);
    } else if (part instanceof Enum<?> option) {
      add(option.ordinal());
    } else if (part == null) {
      add(-1);
    } else {
      throw new IllegalArgumentException("No key can be made of [" + part + "].");
    }
  }

  private void add(long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, numbers.length * MORE);
    }
    numbers[size++] = number;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CacheKey that
        && kind.equals(that.kind)
        && Arrays.equals(numbers, 0, size, that.numbers, 0, that.size);
  }

  @Override
  public int hashCode() {
    int hash = kind.hashCode();
    for (int i = 0; i < size; i++) {
      hash = 31 * hash + Long.hashCode(numbers[i]);
    }
    return hash;
  }
}

package org.nas4j.internal.inference;

import java.util.ArrayList;
import java.util.List;

/** The arrays that one run of a network needs, by number. Grows while a plan is made. */
final class Slots {

  private sealed interface Slot permits Own, Same, Joined {}

  private record Own(int rows, int length) implements Slot {}

  private record Same(int slot) implements Slot {}

  /** The rows of others, one after the other, without a copy. */
  private record Joined(List<Integer> slots) implements Slot {}

  /** The number of the room that all convolutions share. */
  static final int SCRATCH = 0;

  private final List<Slot> slots = new ArrayList<>();
  private int scratchRows;
  private int scratchLength;

  int own(int rows, int length) {
    return add(new Own(rows, length));
  }

  int same(int slot) {
    return add(new Same(slot));
  }

  int joined(List<Integer> parts) {
    return add(new Joined(List.copyOf(parts)));
  }

  private int add(Slot slot) {
    slots.add(slot);
    return slots.size();
  }

  boolean isOwn(int slot) {
    return slots.get(slot - 1) instanceof Own;
  }

  /** The shared room grows to the largest that was asked for. */
  void needScratch(int rows, int length) {
    scratchRows = Math.max(scratchRows, rows);
    scratchLength = Math.max(scratchLength, length);
  }

  /** Bytes of one arena. */
  long bytes() {
    long values = (long) scratchRows * scratchLength;
    for (Slot slot : slots) {
      values += slot instanceof Own own ? (long) own.rows() * own.length() : 0;
    }
    return values * Float.BYTES;
  }

  /** New arrays. */
  float[][][] allocate() {
    float[][][] values = new float[slots.size() + 1][][];
    values[SCRATCH] = new float[scratchRows][scratchLength];
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (slot instanceof Own own) {
        values[i + 1] = new float[own.rows()][own.length()];
      } else if (slot instanceof Same same) {
        values[i + 1] = values[same.slot()];
      } else if (slot instanceof Joined joined) {
        List<float[]> rows = new ArrayList<>();
        joined.slots().forEach(part -> rows.addAll(List.of(values[part])));
        values[i + 1] = rows.toArray(float[][]::new);
      }
    }
    return values;
  }
}

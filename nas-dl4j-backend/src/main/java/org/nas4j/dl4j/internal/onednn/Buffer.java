package org.nas4j.dl4j.internal.onednn;

import org.bytedeco.javacpp.BytePointer;

/**
 * A piece of native memory that steps read and write. A plan's own pieces get their place once all
 * steps are known; those whose lifetimes do not overlap share it.
 */
final class Buffer {

  private static final int LINE = 64;

  private final long bytes;
  private BytePointer place;
  private final boolean planned;
  private int first = Integer.MAX_VALUE;
  private int last = -1;
  private boolean kept;
  private Buffer overwritten;

  private Buffer(long bytes, boolean planned) {
    this.bytes = (bytes + LINE - 1) / LINE * LINE;
    this.planned = planned;
  }

  /** To be placed by a plan. */
  static Buffer planned(long bytes) {
    return new Buffer(bytes, true);
  }

  /** Memory of someone else, who will say where it is. */
  static Buffer foreign(long bytes) {
    return new Buffer(bytes, false);
  }

  /** Takes note of a step that uses it. */
  void use(int step) {
    first = Math.min(first, step);
    last = Math.max(last, step);
  }

  /**
   * Whether it is of a plan, as long as another one, and has no values before that one's last use.
   */
  boolean canOverwrite(Buffer other) {
    Buffer home = other.home();
    return planned
        && !kept
        && home.planned
        && !home.kept
        && overwritten == null
        && bytes == home.bytes
        && first == home.last;
  }

  /** Lies where another one lies, which nobody needs once this one is written. */
  void overwrite(Buffer other) {
    overwritten = other.home();
    overwritten.last = last;
  }

  /** The buffer whose place it takes, itself if it overwrites none. */
  Buffer home() {
    return overwritten == null ? this : overwritten;
  }

  /** Its values outlast a run. */
  void keep() {
    kept = true;
  }

  /** Whether it lies where others lie at other times. */
  boolean isShared() {
    return planned && !home().kept;
  }

  boolean isKept() {
    return kept;
  }

  boolean isPlanned() {
    return planned;
  }

  long bytes() {
    return bytes;
  }

  boolean isUsed() {
    return last >= 0;
  }

  int first() {
    return first;
  }

  int last() {
    return last;
  }

  void place(BytePointer start) {
    place = start;
  }

  BytePointer place() {
    return home().place;
  }
}

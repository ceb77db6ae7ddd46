package org.nas4j.dl4j.internal.onednn;

/** The block of memory that plans compute in, one after another: what a plan leaves there, the next may overwrite. */
final class Workspace implements AutoCloseable {

  private NativeBlock block;

  /** The block, made anew if it is too small; plans that were placed in the former one cannot run any more. */
  NativeBlock room(long bytes) {
    if (block == null || block.bytes() < bytes) {
      close();
      block = new NativeBlock(bytes);
    }
    return block;
  }

  boolean isIn(NativeBlock place) {
    return place == block;
  }

  long bytes() {
    return block == null ? 0 : block.bytes();
  }

  @Override
  public void close() {
    if (block != null) {
      block.close();
      block = null;
    }
  }
}

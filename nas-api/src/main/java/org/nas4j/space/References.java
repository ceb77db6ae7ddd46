package org.nas4j.space;

/**
 * How the options of a point refer to the {@linkplain Anchor anchors} that were marked before it.
 * For policies that score such options by attention; others need not look at it. Immutable.
 */
public final class References {

  /** What {@link #anchorOf} says of an option that refers to no anchor. */
  public static final int NO_ANCHOR = -1;

  private final int anchors;
  /** Anchor of each option, or null if none refers to any. */
  private final int[] ofOptions;

  private final boolean link;

  private References(int anchors, int[] ofOptions, boolean link) {
    this.anchors = anchors;
    this.ofOptions = ofOptions;
    this.link = link;
  }

  static References none(int anchors) {
    return new References(anchors, null, false);
  }

  /** No and yes: the second refers to an anchor. */
  static References link(int anchors, int earlier) {
    return new References(anchors, new int[] {NO_ANCHOR, earlier}, true);
  }

  /** Takes the array as it is: the anchor of each option. */
  static References choice(int anchors, int[] ofOptions) {
    return new References(anchors, ofOptions, false);
  }

  /**
   * How many anchors were marked before the point.
   *
   * @return anchors 0 to {@code anchors() - 1} exist there
   */
  public int anchors() {
    return anchors;
  }

  /**
   * Whether some option refers to an anchor.
   *
   * @return true for points made by {@link Choices#link} and {@link Choices#pickAnchor}
   */
  public boolean any() {
    return ofOptions != null;
  }

  /**
   * Whether the point is a yes-or-no question about one earlier anchor, asked at the latest anchor
   * ({@link Choices#link}). All links that follow one anchor are independent given the policy's
   * state there.
   *
   * @return true for points made by {@link Choices#link}
   */
  public boolean isLink() {
    return link;
  }

  /**
   * The anchor that an option refers to.
   *
   * @param option index into the decision's options
   * @return number of an anchor, or {@link #NO_ANCHOR}
   */
  public int anchorOf(int option) {
    return ofOptions == null ? NO_ANCHOR : ofOptions[option];
  }
}

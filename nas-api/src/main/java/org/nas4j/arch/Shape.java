package org.nas4j.arch;

import java.util.function.Function;

/** Shape of one example's activations, without the batch axis. */
public sealed interface Shape permits Shape.Image, Shape.Vector {

  /**
   * The number of values.
   *
   * @return the product of all sizes
   */
  long elements();

  /**
   * What normalizations and convolutions count as channels.
   *
   * @return the number of maps, or the size of a vector
   */
  int channels();

  /**
   * Does one thing with feature maps and another with a vector.
   *
   * @param image what is done with feature maps
   * @param vector what is done with a vector
   * @param <R> what comes of it
   * @return what came of this shape
   */
  <R> R match(
      Function<? super Image, ? extends R> image, Function<? super Vector, ? extends R> vector);

  /**
   * An image or stack of feature maps.
   *
   * @param channels number of maps
   * @param height rows
   * @param width columns
   * @return the shape
   * @throws IllegalArgumentException if a size is below 1
   */
  static Image image(int channels, int height, int width) {
    return new Image(channels, height, width);
  }

  /**
   * A flat vector.
   *
   * @param size number of values
   * @return the shape
   * @throws IllegalArgumentException if the size is below 1
   */
  static Vector vector(int size) {
    return new Vector(size);
  }

  /**
   * {@code [channels, height, width]}.
   *
   * @param channels number of maps
   * @param height rows
   * @param width columns
   */
  record Image(int channels, int height, int width) implements Shape {

    /** Checks. */
    public Image {
      Requirements.positive(channels, "channels");
      Requirements.positive(height, "height");
      Requirements.positive(width, "width");
    }

    @Override
    public long elements() {
      return (long) channels * height * width;
    }

    @Override
    public <R> R match(
        Function<? super Image, ? extends R> image, Function<? super Vector, ? extends R> vector) {
      return image.apply(this);
    }

    /**
     * The same maps, more or fewer of them.
     *
     * @param newChannels number of maps
     * @return the shape
     */
    public Image withChannels(int newChannels) {
      return new Image(newChannels, height, width);
    }

    @Override
    public String toString() {
      return channels + "×" + height + "×" + width;
    }
  }

  /**
   * {@code [size]}.
   *
   * @param size number of values
   */
  record Vector(int size) implements Shape {

    /** Checks. */
    public Vector {
      Requirements.positive(size, "size");
    }

    @Override
    public long elements() {
      return size;
    }

    @Override
    public int channels() {
      return size;
    }

    @Override
    public <R> R match(
        Function<? super Image, ? extends R> image, Function<? super Vector, ? extends R> vector) {
      return vector.apply(this);
    }

    @Override
    public String toString() {
      return Integer.toString(size);
    }
  }
}

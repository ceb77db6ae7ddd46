package org.nas4j.arch;

import java.util.List;
import org.nas4j.space.InfeasibleException;

/**
 * Some consecutive channels of feature maps. Those that the input has not are zeros: so it takes a
 * part of the channels (Cai et al. 2018, "Path-level network transformation", section 3.1), or puts
 * empty ones behind them (the shortcuts of Han et al. 2017, "Deep pyramidal residual networks").
 *
 * @param from the first channel that is taken, from 0; the input must have it
 * @param channels how many come out
 */
public record ChannelWindow(int from, int channels) implements Layer {

  /** Checks. */
  public ChannelWindow {
    if (from < 0) {
      throw new IllegalArgumentException(
          "The first channel of a window must not be negative, but is [" + from + "].");
    }
    Requirements.positive(channels, "number of channels");
  }

  /**
   * Takes channels.
   *
   * @param from the first channel that is taken, from 0
   * @param channels how many come out
   * @return the layer
   */
  public static ChannelWindow of(int from, int channels) {
    return new ChannelWindow(from, channels);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape.Image input = Requirements.image(this, inputs);
    if (from >= input.channels()) {
      throw new InfeasibleException(
          "channel window beyond its input",
          "A window from channel [" + from + "] has nothing of an input with [" + input.channels()
              + "] channels.");
    }
    return input.withChannels(channels);
  }

  /**
   * How many of the channels come from the input; those behind them are zeros.
   *
   * @param available channels of the input, more than {@link #from}
   * @return at least 1
   */
  public int taken(int available) {
    return Math.min(channels, available - from);
  }

  @Override
  public boolean isIdle(List<Shape> inputs) {
    return from == 0 && inputs.get(0).channels() == channels;
  }

  @Override
  public LayerTraits traits() {
    return LayerTraits.of(LayerTraits.Role.STEP);
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String kind() {
    return "channel window";
  }
}

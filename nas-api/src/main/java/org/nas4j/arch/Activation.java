package org.nas4j.arch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import org.nas4j.arch.LayerTraits.Role;

/**
 * A function of each value.
 *
 * @param function which one
 */
public record Activation(Function function) implements Layer {

  /** Rectified linear: max(0, x). */
  public static final Activation RELU = new Activation(Function.RELU);

  /** x where positive, 0.01·x elsewhere. */
  public static final Activation LEAKY_RELU = new Activation(Function.LEAKY_RELU);

  /** x where positive, exp(x) − 1 elsewhere. */
  public static final Activation ELU = new Activation(Function.ELU);

  /** Hyperbolic tangent. */
  public static final Activation TANH = new Activation(Function.TANH);

  /** 1 / (1 + exp(−x)). */
  public static final Activation SIGMOID = new Activation(Function.SIGMOID);

  /** min(max(0, x), 6). */
  public static final Activation RELU6 = new Activation(Function.RELU6);

  /** x · min(max(0, x + 3), 6) / 6. */
  public static final Activation HARD_SWISH = new Activation(Function.HARD_SWISH);

  /** The functions that every backend knows. */
  public enum Function {
    /** max(0, x). */
    RELU,
    /** x where positive, 0.01·x elsewhere. */
    LEAKY_RELU,
    /** x where positive, exp(x) − 1 elsewhere. */
    ELU,
    /** Hyperbolic tangent. */
    TANH,
    /** 1 / (1 + exp(−x)). */
    SIGMOID,
    /** min(max(0, x), 6), as in Sandler et al. 2018, "MobileNetV2", section 3. */
    RELU6,
    /**
     * x · min(max(0, x + 3), 6) / 6, a swish of straight lines (Howard et al. 2019, "Searching for
     * MobileNetV3", section 5.2).
     */
    HARD_SWISH;

    /**
     * Whether applying the function twice equals applying it once, so that a layer initialised to
     * the identity can follow it without changing the network (Chen et al. 2016).
     *
     * @return true for the rectifiers, with and without a limit
     */
    public boolean isIdempotent() {
      return this == RELU || this == RELU6;
    }
  }

  /** Checks. */
  public Activation {
    requireNonNull(function, "function");
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return Requirements.single(this, inputs);
  }

  @Override
  public LayerTraits traits() {
    return LayerTraits.of(Role.FINISH);
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public String kind() {
    return function.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

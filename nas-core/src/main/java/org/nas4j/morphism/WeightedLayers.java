package org.nas4j.morphism;

import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Average;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;
import org.nas4j.arch.LayerVisitor;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.ZeroPad;

/**
 * A visitor that tells layers with arrays of weights apart and treats all others alike: edits have
 * nothing to do there. A new kind of layer belongs here only if it has no weights.
 *
 * @param <R> what comes of a layer
 */
abstract class WeightedLayers<R> implements LayerVisitor<R> {

  /** What comes of a layer without weights. */
  abstract R weightless(Layer layer);

  @Override
  public final R visit(Pooling layer) {
    return weightless(layer);
  }

  @Override
  public final R visit(GlobalPooling layer) {
    return weightless(layer);
  }

  @Override
  public final R visit(Activation layer) {
    return weightless(layer);
  }

  @Override
  public final R visit(Dropout layer) {
    return weightless(layer);
  }

  @Override
  public final R visit(DropPath layer) {
    return weightless(layer);
  }

  @Override
  public final R visit(Identity layer) {
    return weightless(layer);
  }

  @Override
  public final R visit(Flatten layer) {
    return weightless(layer);
  }

  @Override
  public final R visit(ZeroPad layer) {
    return weightless(layer);
  }

  @Override
  public final R visit(ChannelWindow layer) {
    return weightless(layer);
  }

  @Override
  public final R visit(Average layer) {
    return weightless(layer);
  }

  @Override
  public final R visit(Add layer) {
    return weightless(layer);
  }

  @Override
  public final R visit(Concat layer) {
    return weightless(layer);
  }

  @Override
  public final R visit(ChannelScale layer) {
    return weightless(layer);
  }
}

package org.nas4j.arch;

/**
 * Says what to do with each kind of layer: whoever translates, writes or draws architectures
 * implements it, and {@link Layer#accept} calls the method of the layer's kind.
 *
 * <p>No method has a default, so that a new kind of layer does not compile before everybody has
 * said what becomes of it. For the same reason this interface grows with the layers: a visitor of
 * one's own is written against one version of NAS4J. Who asks for a property only, reads
 * {@link Layer#traits} instead.
 *
 * @param <R> what comes of a layer
 */
public interface LayerVisitor<R> {

  /**
   * What comes of a convolution.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(Convolution layer);

  /**
   * What comes of a depthwise convolution.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(DepthwiseConvolution layer);

  /**
   * What comes of a separable convolution.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(SeparableConvolution layer);

  /**
   * What comes of a factorized reduction.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(FactorizedReduction layer);

  /**
   * What comes of a pooling.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(Pooling layer);

  /**
   * What comes of a global pooling.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(GlobalPooling layer);

  /**
   * What comes of a batch normalization.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(BatchNormalization layer);

  /**
   * What comes of an activation.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(Activation layer);

  /**
   * What comes of a dense layer.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(Dense layer);

  /**
   * What comes of a dropout.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(Dropout layer);

  /**
   * What comes of a dropped path.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(DropPath layer);

  /**
   * What comes of an identity.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(Identity layer);

  /**
   * What comes of a flattening.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(Flatten layer);

  /**
   * What comes of a border of zeros.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(ZeroPad layer);

  /**
   * What comes of a window of channels.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(ChannelWindow layer);

  /**
   * What comes of an addition.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(Add layer);

  /**
   * What comes of an average.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(Average layer);

  /**
   * What comes of a concatenation.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(Concat layer);

  /**
   * What comes of a product of feature maps and one value for each.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(ChannelScale layer);

  /**
   * What comes of a classifier.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(SoftmaxOutput layer);

  /**
   * What comes of a predictor of numbers.
   *
   * @param layer the layer
   * @return what the visitor makes of it
   */
  R visit(RegressionOutput layer);
}

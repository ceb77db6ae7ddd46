package org.nas4j.dl4j.internal;

/**
 * How the values between layers are stored. Weights, their gradients and statistics have 32 bits
 * always.
 */
public enum FloatType {
  /** 32 bits: 8 of exponent, 23 of fraction. */
  FLOAT32,
  /** 16 bits: 8 of exponent, 7 of fraction. Products of such numbers are added up in 32 bits. */
  BFLOAT16
}

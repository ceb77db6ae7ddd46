package org.nas4j.images;

import java.util.Map;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;

/**
 * With how many digits networks are computed. Results repeat bit for bit with one precision on one
 * machine; another precision gives other figures, so a search keeps to one.
 *
 * <p>Whatever is chosen, weights, their gradients, the statistics of normalizations, losses and the
 * optimizer's state have 32 bits, and products are added up in 32 bits.
 */
public enum Precision {
  /** 32 bits throughout. This is the default. */
  FLOAT32,
  /**
   * The values between layers and the factors of products have 16 bits, of which 8 are exponent
   * (bfloat16, kalamkar2019bfloat16): half the memory, up to twice the speed. Needs
   * {@link Engine#ONEDNN} and a processor with avx512_bf16, or {@link Engine#TORCH}, and is refused
   * without. A layer for which oneDNN has no fast code in 16 bits is computed in 32; a network with
   * a layer that oneDNN cannot compute at all is left to the portable engine, in 32 bits, if the
   * engine is {@link Engine#AUTO}.
   */
  BFLOAT16,
  /**
   * {@link #BFLOAT16} where the engine is {@link Engine#ONEDNN} and the processor can do it, else
   * {@link #FLOAT32}. The choice depends on the machine, and so do the figures; provenance says
   * what was chosen.
   */
  AUTO;

  /** What values are on this machine. */
  FloatType type(Engine engine) {
    return switch (this) {
      case FLOAT32 -> FloatType.FLOAT32;
      case BFLOAT16 -> FloatType.BFLOAT16;
      case AUTO -> Networks.hasBfloat16(engine) ? FloatType.BFLOAT16 : FloatType.FLOAT32;
    };
  }

  /** What figures depend on; nothing in 32 bits, where they differ in the last digits only. */
  Map<String, String> provenance(Engine engine) {
    if (this == FLOAT32) {
      return Map.of();
    }
    String values = type(engine).toString();
    return Networks.onThisMachine(engine) == Engine.TORCH
        ? Map.of("torch.values", values)
        : Map.of("onednn.values", values, "onednn.instructions", OneDnnNetwork.instructions());
  }
}

package org.nas4j.torch.internal;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.nas4j.arch.Architecture;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.graph.EngineContract;

/** Networks on LibTorch compute what the portable engine computes. */
class TorchAgreesTest extends EngineContract {

  @BeforeAll
  static void needsLibTorch() {
    Assumptions.assumeTrue(LibTorch.isAvailable(), "LibTorch is not for this machine");
  }

  @Override
  protected Network open(Architecture architecture, NetworkSettings settings) {
    return TorchNetwork.open(architecture, settings);
  }
}

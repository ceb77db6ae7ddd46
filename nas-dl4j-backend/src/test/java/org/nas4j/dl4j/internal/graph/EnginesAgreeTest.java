package org.nas4j.dl4j.internal.graph;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.nas4j.arch.Architecture;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;

/** Networks on oneDNN compute what the portable engine computes. */
class EnginesAgreeTest extends EngineContract {

  @BeforeAll
  static void needsOneDnn() {
    Assumptions.assumeTrue(OneDnnNetwork.isAvailable(), "oneDNN is not for this machine");
  }

  @Override
  protected Network open(Architecture architecture, NetworkSettings settings) {
    return OneDnnNetwork.open(architecture, settings);
  }
}

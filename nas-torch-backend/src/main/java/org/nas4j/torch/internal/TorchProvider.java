package org.nas4j.torch.internal;

import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkProvider;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.SharedNetwork;
import org.nas4j.dl4j.internal.SharedSettings;

/** Makes networks on LibTorch; found as a service. Thread-safe. */
public final class TorchProvider implements NetworkProvider {

  /** For the service loader. */
  public TorchProvider() {}

  @Override
  public boolean isAvailable() {
    return LibTorch.isAvailable();
  }

  @Override
  public boolean isOnGpu() {
    return LibTorch.isOnGpu();
  }

  @Override
  public Map<String, String> describe() {
    return LibTorch.describe();
  }

  @Override
  public Network open(Architecture architecture, NetworkSettings settings) {
    return TorchNetwork.open(architecture, settings);
  }

  @Override
  public SharedNetwork openShared(SharedSettings settings, Shape input) {
    return TorchSharedNetwork.open(settings, input);
  }
}

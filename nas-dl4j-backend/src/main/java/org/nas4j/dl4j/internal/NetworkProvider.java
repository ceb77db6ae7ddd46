package org.nas4j.dl4j.internal;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;

/**
 * A further way to compute networks, in an artifact of its own and found on the class path as a
 * service. Thread-safe.
 */
public interface NetworkProvider {

  /**
   * Whether it can compute on this machine at all; loads its native code.
   *
   * @return false if that code is missing, or is of another machine
   */
  boolean isAvailable();

  /**
   * Whether it computes on a GPU. Says once, in one line, what it computes on.
   *
   * @return false if it is not available
   */
  boolean isOnGpu();

  /**
   * What a reader must know to judge figures: version, device.
   *
   * @return names and values
   */
  Map<String, String> describe();

  /**
   * Builds an architecture with random weights.
   *
   * @param architecture what to compute
   * @param settings how to train it
   * @return the network, to be used and closed by the calling thread
   * @throws org.nas4j.space.InfeasibleException if it has no output to be trained by
   * @throws IllegalStateException if this way is not available
   */
  Network open(Architecture architecture, NetworkSettings settings);

  /**
   * Begins shared weights without any.
   *
   * @param settings what they start from and how they are trained
   * @param input shape of an example of every network
   * @return to be used and closed by the calling thread
   * @throws IllegalStateException if this way is not available
   */
  SharedNetwork openShared(SharedSettings settings, Shape input);

  /**
   * The one on the class path of this library.
   *
   * @return nothing if there is none; always the same
   */
  static Optional<NetworkProvider> found() {
    return Found.PROVIDER;
  }

  /** Looks once. */
  final class Found {

    private static final Optional<NetworkProvider> PROVIDER = ServiceLoader.load(
            NetworkProvider.class, NetworkProvider.class.getClassLoader())
        .findFirst();

    private Found() {}
  }
}

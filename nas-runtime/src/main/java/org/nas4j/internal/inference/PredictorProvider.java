package org.nas4j.internal.inference;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightArray;

/** Another way to compute networks than plain Java, found on the class path as a service. */
public interface PredictorProvider {

  /**
   * Makes a network ready.
   *
   * @param architecture ends with an output layer
   * @param weights by the names of {@link Architecture#weights}, all that the main output needs
   * @return nothing where this way cannot compute the network on this machine, or not faster
   */
  Optional<Predictor> open(Architecture architecture, Map<String, WeightArray> weights);

  /**
   * Makes a network ready for many examples at once.
   *
   * @param architecture ends with an output layer
   * @param weights by the names of {@link Architecture#weights}, all that the main output needs
   * @return nothing where this way cannot compute the network on this machine
   */
  Optional<Predictor> openForMany(Architecture architecture, Map<String, WeightArray> weights);

  /**
   * Asks those that are on the class path of this library.
   *
   * @param architecture ends with an output layer
   * @param weights by the names of {@link Architecture#weights}, all that the main output needs
   * @return of the first that offers one
   */
  static Optional<Predictor> find(Architecture architecture, Map<String, WeightArray> weights) {
    return first(provider -> provider.open(architecture, weights));
  }

  /**
   * Asks those that are on the class path of this library, for many examples at once.
   *
   * @param architecture ends with an output layer
   * @param weights by the names of {@link Architecture#weights}, all that the main output needs
   * @return of the first that offers one
   */
  static Optional<Predictor> findForMany(
      Architecture architecture, Map<String, WeightArray> weights) {
    return first(provider -> provider.openForMany(architecture, weights));
  }

  private static Optional<Predictor> first(
      Function<PredictorProvider, Optional<Predictor>> opening) {
    ClassLoader here = PredictorProvider.class.getClassLoader();
    return ServiceLoader.load(PredictorProvider.class, here).stream()
        .map(ServiceLoader.Provider::get)
        .flatMap(provider -> opening.apply(provider).stream())
        .findFirst();
  }
}

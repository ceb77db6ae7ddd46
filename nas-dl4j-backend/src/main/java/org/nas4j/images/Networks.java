package org.nas4j.images;

import java.util.Map;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.Network;
import org.nas4j.dl4j.internal.NetworkProvider;
import org.nas4j.dl4j.internal.NetworkSettings;
import org.nas4j.dl4j.internal.SharedNetwork;
import org.nas4j.dl4j.internal.SharedSettings;
import org.nas4j.dl4j.internal.graph.GraphNetwork;
import org.nas4j.dl4j.internal.graph.GraphSharedNetwork;
import org.nas4j.dl4j.internal.graph.NativeBackend;
import org.nas4j.dl4j.internal.onednn.OneDnnNetwork;
import org.nas4j.dl4j.internal.onednn.OneDnnSharedNetwork;
import org.nas4j.dl4j.internal.onednn.ShardedNetwork;
import org.nas4j.dl4j.internal.onednn.UnsupportedLayerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens networks on the engine that is asked for. */
final class Networks {

  private static final Logger LOG = LoggerFactory.getLogger(Networks.class);

  private Networks() {}

  /**
   * Makes a network ready, so that what an engine cannot do shows at once.
   *
   * @throws IllegalStateException if the machine cannot compute with values of the settings' type
   * @param batch examples of a step
   * @param toTrain whether for training as well as for inference
   * @throws org.nas4j.space.InfeasibleException if training needs more memory than there is
   */
  static Network open(
      Engine engine,
      Architecture architecture,
      NetworkSettings settings,
      int batch,
      boolean toTrain) {
    return switch (chosen(engine, settings.type())) {
      case PORTABLE -> portable(architecture, settings, batch, toTrain);
      case TORCH -> torch(architecture, settings, batch, toTrain);
      case AUTO, ONEDNN -> oneDnn(engine, architecture, settings, batch, toTrain);
    };
  }

  private static Network oneDnn(
      Engine engine,
      Architecture architecture,
      NetworkSettings settings,
      int batch,
      boolean toTrain) {
    if (toTrain) {
      MemoryNeed.ofTraining(architecture, batch, Engine.ONEDNN).requireRoom(architecture, batch);
    }
    OneDnnNetwork network = OneDnnNetwork.open(architecture, settings);
    try {
      return network.prepare(batch, toTrain);
    } catch (UnsupportedLayerException e) {
      network.close();
      if (engine == Engine.ONEDNN) {
        throw e;
      }
      LOG.info("The portable engine takes over: {}", e.getMessage());
      return portable(architecture, settings, batch, toTrain);
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  /**
   * The same with batches that are shared out to the settings' threads, where the engine can do
   * that and the threads divide the batch: see {@link ShardedNetwork}.
   *
   * @throws IllegalStateException if the machine cannot compute with values of the settings' type
   * @throws org.nas4j.space.InfeasibleException if training needs more memory than there is
   */
  static Network openSharded(
      Engine engine, Architecture architecture, NetworkSettings settings, int batch) {
    boolean isSharded = settings.threads() > 1 && batch % settings.threads() == 0;
    if (!isSharded || chosen(engine, settings.type()) != Engine.ONEDNN) {
      return open(engine, architecture, settings, batch, true);
    }
    MemoryNeed.ofTraining(architecture, batch, Engine.ONEDNN).requireRoom(architecture, batch);
    try {
      return ShardedNetwork.open(architecture, settings, batch);
    } catch (UnsupportedLayerException e) {
      return open(engine, architecture, settings, batch, true);
    }
  }

  /**
   * Refuses a network of a supernet that needs more memory than there is.
   *
   * @param before bytes that were found to be there
   * @return bytes that are known to be there now
   */
  static long requireRoom(
      Engine engine, FloatType type, Architecture architecture, int batch, long before) {
    Engine chosen = chosen(engine, type);
    if (isOnGpu(chosen)) {
      return Long.MAX_VALUE;
    }
    MemoryNeed need = MemoryNeed.ofTraining(architecture, batch, chosen);
    if (need.bytes() > before) {
      need.requireRoom(architecture, batch);
    }
    return Math.max(before, need.bytes());
  }

  private static Network portable(
      Architecture architecture, NetworkSettings settings, int batch, boolean toTrain) {
    if (toTrain && !isOnGpu(Engine.PORTABLE)) {
      MemoryNeed.ofTraining(architecture, batch, Engine.PORTABLE).requireRoom(architecture, batch);
    }
    return GraphNetwork.open(architecture, settings);
  }

  private static Network torch(
      Architecture architecture, NetworkSettings settings, int batch, boolean toTrain) {
    NetworkProvider torch = requireTorch();
    if (toTrain && !isOnGpu(Engine.TORCH)) {
      MemoryNeed.ofTraining(architecture, batch, Engine.TORCH).requireRoom(architecture, batch);
    }
    return torch.open(architecture, settings);
  }

  private static NetworkProvider requireTorch() {
    return NetworkProvider.found()
        .orElseThrow(() -> new IllegalStateException(
            "Engine.TORCH is not on the class path.\nMaybe add the artifact"
                + " org.nas4j:nas-torch-backend, or take Engine.AUTO."));
  }

  /** There the memory is another, and the library refuses what is too much by itself. */
  private static boolean isOnGpu(Engine engine) {
    return switch (engine) {
      case PORTABLE -> !NativeBackend.isCpu();
      case TORCH -> NetworkProvider.found().filter(NetworkProvider::isOnGpu).isPresent();
      case AUTO, ONEDNN -> false;
    };
  }

  /**
   * Makes shared weights ready for networks of one input. Which networks will come is not known
   * yet.
   */
  static SharedNetwork openShared(Engine engine, SharedSettings settings, Shape input) {
    return switch (chosen(engine, settings.training().type())) {
      case PORTABLE -> GraphSharedNetwork.open(settings, input);
      case TORCH -> requireTorch().openShared(settings, input);
      case AUTO, ONEDNN -> OneDnnSharedNetwork.open(settings, input);
    };
  }

  /** What is to compute values of a type; oneDNN says itself what it cannot do. */
  private static Engine chosen(Engine engine, FloatType type) {
    Engine chosen = onThisMachine(engine);
    return engine == Engine.AUTO && chosen == Engine.PORTABLE && type != FloatType.FLOAT32
        ? Engine.ONEDNN
        : chosen;
  }

  /** Whether an engine is faster with values of 16 bits on this machine, as far as is known. */
  static boolean hasBfloat16(Engine engine) {
    return onThisMachine(engine) == Engine.ONEDNN && OneDnnNetwork.isAvailable(FloatType.BFLOAT16);
  }

  /** What is tried first. */
  static Engine onThisMachine(Engine engine) {
    if (engine != Engine.AUTO) {
      return engine;
    } else if (isOnGpu(Engine.TORCH)) {
      return Engine.TORCH;
    } else if (!NativeBackend.isCpu()) {
      return Engine.PORTABLE;
    } else if (OneDnnNetwork.isAvailable() && NativeBackend.isAvailable()) {
      return Engine.ONEDNN;
    }
    return NetworkProvider.found().filter(NetworkProvider::isAvailable).isPresent()
        ? Engine.TORCH
        : Engine.PORTABLE;
  }

  /** What a reader of figures must know of an engine, beside its name. */
  static Map<String, String> describe(Engine engine) {
    return switch (engine) {
      // In 32 bits they decide the last digits: a run goes on with others, but mixes none.
      case ONEDNN -> Map.of("nd4j.instructions", OneDnnNetwork.instructions());
      case TORCH -> requireTorch().describe();
      case AUTO, PORTABLE -> Map.of();
    };
  }
}

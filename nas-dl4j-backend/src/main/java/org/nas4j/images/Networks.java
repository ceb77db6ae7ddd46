package org.nas4j.images;

import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.Network;
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
    if (isPortable(engine, settings.type())) {
      return portable(architecture, settings, batch, toTrain);
    }
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
    if (!isSharded || isPortable(engine, settings.type())) {
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
    boolean portable = isPortable(engine, type);
    if (portable && !NativeBackend.isCpu()) {
      return Long.MAX_VALUE;
    }
    MemoryNeed need =
        MemoryNeed.ofTraining(architecture, batch, portable ? Engine.PORTABLE : Engine.ONEDNN);
    if (need.bytes() > before) {
      need.requireRoom(architecture, batch);
    }
    return Math.max(before, need.bytes());
  }

  /** On a GPU the memory is another, and the library refuses what is too much by itself. */
  private static Network portable(
      Architecture architecture, NetworkSettings settings, int batch, boolean toTrain) {
    if (toTrain && NativeBackend.isCpu()) {
      MemoryNeed.ofTraining(architecture, batch, Engine.PORTABLE).requireRoom(architecture, batch);
    }
    return GraphNetwork.open(architecture, settings);
  }

  /**
   * Makes shared weights ready for networks of one input. Which networks will come is not known
   * yet.
   */
  static SharedNetwork openShared(Engine engine, SharedSettings settings, Shape input) {
    return isPortable(engine, settings.training().type())
        ? GraphSharedNetwork.open(settings, input)
        : OneDnnSharedNetwork.open(settings, input);
  }

  /**
   * Whether the portable engine is to compute, which knows 32 bits only; oneDNN says itself what it
   * cannot do.
   */
  private static boolean isPortable(Engine engine, FloatType type) {
    return engine == Engine.PORTABLE
        || engine == Engine.AUTO && type == FloatType.FLOAT32 && !oneDnnIsBest();
  }

  /** Whether an engine has values of 16 bits on this machine. */
  static boolean hasBfloat16(Engine engine) {
    return engine != Engine.PORTABLE
        && OneDnnNetwork.isAvailable(FloatType.BFLOAT16)
        && (engine == Engine.ONEDNN || NativeBackend.isCpu());
  }

  /** What is tried first. */
  static Engine onThisMachine(Engine engine) {
    return engine == Engine.AUTO ? oneDnnIsBest() ? Engine.ONEDNN : Engine.PORTABLE : engine;
  }

  private static boolean oneDnnIsBest() {
    return OneDnnNetwork.isAvailable() && NativeBackend.isCpu();
  }
}

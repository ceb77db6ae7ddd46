package org.nas4j.dl4j.internal.onednn;

/** Says that oneDNN has no primitive for a layer, before anything is trained. */
public final class UnsupportedLayerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnsupportedLayerException(String node, String kind, String settings) {
    super("Node [" + node + "] is a " + kind + " that oneDNN cannot compute: [" + settings
        + "].\nMaybe use the portable engine.");
  }
}

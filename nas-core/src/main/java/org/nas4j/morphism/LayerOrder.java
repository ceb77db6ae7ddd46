package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What stands around an operation with weights on a path. */
public enum LayerOrder {
  /** Nothing. */
  BARE,
  /** Batch normalization and ReLU behind it. */
  POST_ACTIVATION,
  /** Batch normalization and ReLU before it. */
  PRE_ACTIVATION;

  /**
   * The nodes that an operation with weights becomes, first to last.
   *
   * @param operation name of the operation's own node
   * @return one name, or three
   */
  public List<String> nodes(String operation) {
    requireNonNull(operation, "operation");
    return switch (this) {
      case BARE -> List.of(operation);
      case POST_ACTIVATION -> List.of(operation, normalization(operation), rectifier(operation));
      case PRE_ACTIVATION -> List.of(normalization(operation), rectifier(operation), operation);
    };
  }

  static String normalization(String operation) {
    return operation + "/bn";
  }

  static String rectifier(String operation) {
    return operation + "/relu";
  }
}

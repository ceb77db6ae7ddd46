package org.nas4j.internal.json;

/** Says that a document is not what it should be, and at which JSON path. */
public final class MalformedJsonException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  MalformedJsonException(String where, String what) {
    super("At " + where + ": " + what + (what.endsWith(".") ? "" : "."));
  }
}

package org.nas4j.dl4j.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/** The one engine of the process, and what its errors mean. Thread-safe. */
final class Dnnl {

  private static final int OUT_OF_MEMORY = 1;

  private static final Throwable REASON;
  private static final dnnl_engine ENGINE;
  private static final int BLOCK;

  static {
    Throwable reason = null;
    dnnl_engine engine = null;
    int block = 0;
    try {
      String system = Loader.getPlatform();
      if (!system.endsWith("x86_64")) {
        throw new UnsatisfiedLinkError("oneDNN's fast code is for x86-64, not for " + system);
      }
      Loader.load(dnnl.class);
      engine = new dnnl_engine();
      check(dnnl_engine_create(engine, dnnl_cpu, 0), "engine");
      int wide = dnnl.dnnl_cpu_isa_avx512_core;
      block = (dnnl.dnnl_get_effective_cpu_isa() & wide) == wide ? 16 : 8;
    } catch (LinkageError | RuntimeException e) {
      reason = e;
    }
    REASON = reason;
    ENGINE = engine;
    BLOCK = block;
  }

  private Dnnl() {}

  /** Whether the native library is there and fits the processor. */
  static boolean isAvailable() {
    return REASON == null;
  }

  /** Why not. */
  static String reason() {
    return String.valueOf(REASON);
  }

  static void requireAvailable() {
    if (!isAvailable()) {
      throw new IllegalStateException(
          "oneDNN cannot be used here: " + reason() + "\nMaybe use the portable engine.");
    }
  }

  static dnnl_engine engine() {
    return ENGINE;
  }

  /** Values that a vector register holds. */
  static int block() {
    return BLOCK;
  }

  /** A handle of an array; whoever asks for it destroys it. */
  static dnnl_memory handle(MemoryLayout layout, Pointer start) {
    dnnl_memory memory = new dnnl_memory();
    check(dnnl_memory_create(memory, layout.description(), ENGINE, start), "memory handle");
    return memory;
  }

  static dnnl_stream stream() {
    dnnl_stream stream = new dnnl_stream();
    check(dnnl_stream_create(stream, ENGINE, dnnl_stream_default_flags), "stream");
    return stream;
  }

  /** Frees what is made until it is closed. */
  @SuppressWarnings("unchecked")
  static PointerScope scope() {
    return new PointerScope();
  }

  static void check(int status, String what) {
    if (status == dnnl_success) {
      return;
    }
    if (status == OUT_OF_MEMORY) {
      throw new OutOfMemoryError("oneDNN found no native memory for [" + what + "].\nMaybe use"
          + " smaller batches, or fewer evaluations side by side.");
    }
    throw new IllegalStateException("oneDNN refused [" + what + "] with status [" + status + "].");
  }
}

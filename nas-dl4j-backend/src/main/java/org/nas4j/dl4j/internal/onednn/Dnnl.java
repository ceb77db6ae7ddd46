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
import org.nas4j.dl4j.internal.FloatType;
import org.nas4j.dl4j.internal.JavaLibraries;

/** The one engine of the process, and what its errors mean. Thread-safe. */
final class Dnnl {

  private static final int OUT_OF_MEMORY = 1;

  private static final Throwable REASON;
  private static final dnnl_engine ENGINE;
  private static final int BLOCK;
  private static final int INSTRUCTIONS;

  static {
    Throwable reason = null;
    dnnl_engine engine = null;
    int block = 0;
    int instructions = 0;
    JavaLibraries.loadFirst();
    try {
      String system = Loader.getPlatform();
      if (!system.endsWith("x86_64")) {
        throw new UnsatisfiedLinkError("oneDNN's fast code is for x86-64, not for " + system);
      }
      Loader.load(dnnl.class);
      engine = new dnnl_engine();
      check(dnnl_engine_create(engine, dnnl_cpu, 0), "engine");
      instructions = dnnl.dnnl_get_effective_cpu_isa();
      block = has(instructions, dnnl.dnnl_cpu_isa_avx512_core) ? 16 : 8;
    } catch (LinkageError | RuntimeException e) {
      reason = e;
    }
    REASON = reason;
    ENGINE = engine;
    BLOCK = block;
    INSTRUCTIONS = instructions;
  }

  private Dnnl() {}

  private static boolean has(int instructions, int wanted) {
    return (instructions & wanted) == wanted;
  }

  /** Whether the processor multiplies numbers of 16 bits. */
  static boolean hasBfloat16() {
    return isAvailable() && has(INSTRUCTIONS, dnnl.dnnl_cpu_isa_avx512_core_bf16);
  }

  /** oneDNN's name of the instructions that it uses at most. */
  static String instructions() {
    if (!isAvailable()) {
      return "none";
    } else if (has(INSTRUCTIONS, dnnl.dnnl_cpu_isa_avx512_core_amx)) {
      return "avx512_core_amx";
    } else if (hasBfloat16()) {
      return "avx512_core_bf16";
    } else if (has(INSTRUCTIONS, dnnl.dnnl_cpu_isa_avx512_core_vnni)) {
      return "avx512_core_vnni";
    }
    return has(INSTRUCTIONS, dnnl.dnnl_cpu_isa_avx512_core) ? "avx512_core" : "avx2";
  }

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

  /** Refuses what the processor has no instructions for. */
  static void require(FloatType type) {
    requireAvailable();
    if (type == FloatType.BFLOAT16 && !hasBfloat16()) {
      throw new IllegalStateException("bfloat16 needs a processor with avx512_bf16, but the best"
          + " instructions that oneDNN finds here are [" + instructions()
          + "].\nMaybe compute in 32 bits.");
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

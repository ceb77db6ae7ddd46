package org.nas4j.exchange;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** Runs models in ONNX Runtime, as other programs do. */
final class OnnxRuntime {

  private OnnxRuntime() {}

  /**
   * What a model makes of one example.
   *
   * @param example values by the name of an input, and its shape with a batch of 1
   */
  static float[] run(byte[] model, float[] example, long... shape) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(model, options);
          OnnxTensor input =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(example), shape);
          OrtSession.Result result = session.run(Map.of("input", input))) {
        return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
      }
    }
  }

  /** What a model makes of one example with several inputs, all vectors, by the outputs' names. */
  static Map<String, float[]> run(byte[] model, Map<String, float[]> example) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, float[]> values = new HashMap<>();
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try (OrtSession session = environment.createSession(model)) {
      for (Map.Entry<String, float[]> each : example.entrySet()) {
        FloatBuffer row = FloatBuffer.wrap(each.getValue());
        long[] shape = {1, each.getValue().length};
        if (session.getInputNames().contains(each.getKey())) {
          inputs.put(each.getKey(), OnnxTensor.createTensor(environment, row, shape));
        }
      }
      try (OrtSession.Result result = session.run(inputs)) {
        result.forEach(each -> values.put(
            each.getKey(), ((OnnxTensor) each.getValue()).getFloatBuffer().array()));
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
    return values;
  }
}

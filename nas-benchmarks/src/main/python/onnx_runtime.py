"""A network of the benchmark `throughput` in ONNX Runtime, from the file that NAS4J writes.

Arguments: `MODEL.onnx THREADS BATCH`. Prints the number of parameters, then answers each line `infer SECONDS` with the
examples per second of at least one step. Between the lines it sleeps. The examples are bound before, which spares
ONNX Runtime what its call from Python takes.

Needs onnx and onnxruntime.
"""
import math
import sys
import time

import numpy as np
import onnx
import onnxruntime


def main():
    file, threads, batch = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    given = session.get_inputs()[0]
    examples = np.random.default_rng(1).random([batch, *given.shape[1:]], dtype=np.float32)
    binding = session.io_binding()
    binding.bind_ortvalue_input(given.name, onnxruntime.OrtValue.ortvalue_from_numpy(examples))
    binding.bind_output(session.get_outputs()[0].name)
    print(sum(math.prod(each.dims) for each in onnx.load(file).graph.initializer if each.data_type == 1), flush=True)
    for line in sys.stdin:
        seconds = float(line.split()[1])
        start, steps = time.perf_counter(), 0
        while steps == 0 or time.perf_counter() - start < seconds:
            session.run_with_iobinding(binding)
            steps += 1
        print(steps * batch / (time.perf_counter() - start), flush=True)


if __name__ == "__main__":
    main()

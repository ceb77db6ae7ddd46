"""The networks of the benchmark `serving` in ONNX Runtime and, where it is installed, PyTorch: one thread, one example,
random weights of the same sizes. Prints the best mean of 400 slices of calls, in microseconds, as the benchmark does.

Needs onnx and onnxruntime.
"""
import time

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

generator = np.random.default_rng(1)


def tensor(name, *shape):
    reach = np.sqrt(2.0 / max(1, np.prod(shape[1:])))
    values = (generator.standard_normal(shape) * reach).astype(np.float32)
    return helper.make_tensor(name, TensorProto.FLOAT, shape, values.tobytes(), raw=True)


def session(shape, nodes, tensors):
    graph = helper.make_graph(
        nodes, "net", [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 10])], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def dense():
    nodes, tensors, last = [], [], "x"
    sizes = [64, 128, 64, 10]
    for i in range(3):
        tensors += [tensor(f"w{i}", sizes[i + 1], sizes[i]), tensor(f"b{i}", sizes[i + 1])]
        nodes.append(helper.make_node("Gemm", [last, f"w{i}", f"b{i}"], [f"g{i}"], transB=1))
        last = f"g{i}"
        if i < 2:
            nodes.append(helper.make_node("Relu", [last], [f"r{i}"]))
            last = f"r{i}"
    nodes.append(helper.make_node("Softmax", [last], ["y"], axis=1))
    return session([1, 64], nodes, tensors), (1, 64)


def convolutional():
    nodes, tensors, last, before = [], [], "x", 1
    for filters in (32, 64):
        tensors += [tensor(f"w{filters}", filters, before, 3, 3), tensor(f"b{filters}", filters)]
        nodes += [
            helper.make_node("Conv", [last, f"w{filters}", f"b{filters}"], [f"c{filters}"], pads=[1, 1, 1, 1]),
            helper.make_node("Relu", [f"c{filters}"], [f"r{filters}"]),
            helper.make_node("MaxPool", [f"r{filters}"], [f"p{filters}"], kernel_shape=[2, 2], strides=[2, 2])]
        last, before = f"p{filters}", filters
    tensors += [tensor("w1", 128, 3136), tensor("b1", 128), tensor("w2", 10, 128), tensor("b2", 10)]
    nodes += [
        helper.make_node("Flatten", [last], ["f"]),
        helper.make_node("Gemm", ["f", "w1", "b1"], ["d"], transB=1),
        helper.make_node("Relu", ["d"], ["rd"]),
        helper.make_node("Gemm", ["rd", "w2", "b2"], ["s"], transB=1),
        helper.make_node("Softmax", ["s"], ["y"], axis=1)]
    return session([1, 1, 28, 28], nodes, tensors), (1, 1, 28, 28)


def best(call):
    start, calls = time.perf_counter(), 0
    while time.perf_counter() - start < 1:
        call()
        calls += 1
    piece, fastest = max(1, calls // 500), 1e9
    for _ in range(400):
        start = time.perf_counter()
        for _ in range(piece):
            call()
        fastest = min(fastest, (time.perf_counter() - start) / piece)
    return fastest * 1e6


for name, (net, shape) in (("dense", dense()), ("convolutional", convolutional())):
    example = generator.random(shape, dtype=np.float32)
    value = onnxruntime.OrtValue.ortvalue_from_numpy(example)
    binding = net.io_binding()
    binding.bind_ortvalue_input("x", value)
    binding.bind_output("y")
    print(f"{name}: ONNX Runtime {onnxruntime.__version__}: {best(lambda: net.run(None, {'x': example})):.2f} µs,"
          f" with bound memory {best(lambda: net.run_with_iobinding(binding)):.2f} µs")

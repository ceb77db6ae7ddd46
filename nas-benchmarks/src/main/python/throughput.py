"""The networks of the benchmark `throughput` in PyTorch: an architecture that is described in JSON, layer by layer, or the
language model (f): an embedding of 200, one LSTM of 200 units and a decoder that is tied to the embedding and has a bias
of its own.

Arguments: `ARCHITECTURE.json THREADS [plain|channels_last [BATCH [float32|bfloat16 [eager|compiled]]]]`, or `f THREADS`. In
bfloat16, PyTorch casts by itself what gains by it (autocast). Compiled, `torch.compile` makes code for the network before
it begins; where that takes above a minute, or fails, the process says `absent` and why, and ends. Prints the number of
parameters, and how long compiling took, then answers
each line `train SECONDS` or `infer SECONDS` with the examples (tokens) per second of at least one step. Between the lines
it sleeps.
"""
import json
import os
import signal
import sys
import time

# Code that an earlier run has left would make the time of compiling a lie.
os.environ.setdefault("TORCHINDUCTOR_FORCE_DISABLE_CACHES", "1")

import torch
import torch.nn.functional as F
from torch import nn

BATCH, SEQUENCE, VOCABULARY, UNITS, CLIP = 64, 35, 65, 200, 0.25
PATIENCE_SECONDS = 60


def same(size, kernel, stride, dilation):
    """Zeros before and behind an axis, of which as few as possible come first."""
    extent = dilation * (kernel - 1) + 1
    zeros = max(0, (-(-size // stride) - 1) * stride + extent - size)
    return zeros // 2, zeros - zeros // 2


class Convolution(nn.Module):
    """With zeros that may be fewer in front than behind."""

    def __init__(self, inputs, filters, kernel, stride, dilation, padding, size, groups, bias):
        super().__init__()
        if padding == "same":
            (top, bottom), (left, right) = (same(*each) for each in zip(size, kernel, stride, dilation))
        else:
            top = bottom = padding[0]
            left = right = padding[1]
        self.border = None if (top, left) == (bottom, right) else (left, right, top, bottom)
        self.convolution = nn.Conv2d(
            inputs, filters, kernel, stride, (top, left) if self.border is None else 0, dilation, groups, bias)

    def forward(self, x):
        return self.convolution(x if self.border is None else F.pad(x, self.border))


class Pooling(nn.Module):
    """Averages leave the border out."""

    def __init__(self, layer, size):
        super().__init__()
        self.maximum = layer["by"] == "max"
        self.kernel, self.stride = layer["kernel"], layer["stride"]
        if layer["padding"] == "same":
            sides = [same(*each) for each in zip(size, self.kernel, self.stride, layer["dilation"])]
        else:
            sides = [(each, each) for each in layer["padding"]]
        self.border = tuple(side[0] for side in sides)
        self.uneven = any(side[0] != side[1] for side in sides)
        self.sides = (*sides[1], *sides[0])

    def forward(self, x):
        if self.uneven:
            # One row of border more behind than in front: windows that reach over the end.
            if self.maximum:
                return F.max_pool2d(F.pad(x, self.sides, value=float("-inf")), self.kernel, self.stride)
            return F.avg_pool2d(x, self.kernel, self.stride, self.border, ceil_mode=True, count_include_pad=False)
        if self.maximum:
            return F.max_pool2d(x, self.kernel, self.stride, self.border)
        return F.avg_pool2d(x, self.kernel, self.stride, self.border, count_include_pad=False)


class Reduction(nn.Module):
    """Halves rows and columns by two 1x1 convolutions, the second of which sees the map shifted by one."""

    def __init__(self, inputs, filters):
        super().__init__()
        self.even = nn.Conv2d(inputs, filters // 2, 1, 2, bias=False)
        self.odd = nn.Conv2d(inputs, filters - filters // 2, 1, 2, bias=False)

    def forward(self, x):
        shifted = x[:, :, 1:, 1:]
        if x.shape[2] % 2:
            shifted = F.pad(shifted, (0, 1, 0, 1))
        return torch.cat([self.even(x), self.odd(shifted)], 1)


def build(layer, shapes):
    """A module and whether it wants its inputs one by one."""
    kind, shape = layer["type"], shapes[0]
    if kind in ("convolution", "separableConvolution", "depthwiseConvolution"):
        window = (layer["kernel"], layer["stride"], layer["dilation"], layer["padding"], shape[1:])
        if kind == "convolution":
            return Convolution(shape[0], layer["filters"], *window, layer["groups"], layer["bias"])
        depthwise = Convolution(shape[0], shape[0], *window, shape[0], kind.startswith("depth") and layer["bias"])
        if kind == "depthwiseConvolution":
            return depthwise
        return nn.Sequential(depthwise, nn.Conv2d(shape[0], layer["filters"], 1, bias=layer["bias"]))
    return {
        "factorizedReduction": lambda: Reduction(shape[0], layer["filters"]),
        "pooling": lambda: Pooling(layer, shape[1:]),
        "globalPooling": lambda: nn.Sequential(
            nn.AdaptiveAvgPool2d(1) if layer["by"] == "average" else nn.AdaptiveMaxPool2d(1), nn.Flatten()),
        "batchNormalization": lambda: nn.BatchNorm2d(
            shape[0], layer["epsilon"], 1 - layer["decay"]),
        "activation": lambda: {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "elu": nn.ELU}[
            layer["function"]](),
        "dropout": lambda: nn.Dropout(layer["rate"]),
        "flatten": nn.Flatten,
        "dense": lambda: nn.Linear(shape[0], layer["units"], layer["bias"]),
        "softmaxOutput": lambda: nn.Linear(shape[0], layer["classes"]),
        "identity": nn.Identity,
    }[kind]()


class Add(nn.Module):
    def forward(self, *inputs):
        total = inputs[0] + inputs[1]
        for each in inputs[2:]:
            total = total + each
        return total


class Concat(nn.Module):
    def forward(self, *inputs):
        return torch.cat(inputs, 1)


class Network(nn.Module):
    """An architecture. Equal activations of one array are computed once; an activation overwrites what it alone reads."""

    def __init__(self, description):
        super().__init__()
        given = description["input"]
        self.shape = tuple(given["image"]) if "image" in given else (given["vector"],)
        self.layers, self.steps = nn.ModuleList(), []
        self.output = description["output"]
        names, known = {"input": "input"}, {}
        values = {"input": torch.zeros(2, *self.shape)}
        for node in description["nodes"]:
            layer, inputs = node["layer"], [names[each] for each in node["inputs"]]
            key = (json.dumps(layer), tuple(inputs))
            if layer["type"] == "activation" and key in known:
                names[node["name"]] = known[key]
                continue
            known[key] = names[node["name"]] = node["name"]
            module = {"add": Add, "concat": Concat}.get(layer["type"], lambda: None)()
            if module is None:
                module = build(layer, [tuple(values[each].shape[1:]) for each in inputs])
            with torch.no_grad():
                values[node["name"]] = module(*(values[each] for each in inputs))
            self.layers.append(module)
            self.steps.append([module, node["name"], inputs, layer["type"]])
        self.output = names[self.output]
        self.plan()

    def plan(self):
        """Frees arrays after their last use, and lets rectifiers work in place where nobody else needs their input."""
        readers, kinds = {}, {name: kind for _, name, _, kind in self.steps}
        for _, name, inputs, _ in self.steps:
            for each in inputs:
                readers.setdefault(each, []).append(name)
        for step in self.steps:
            module, name, inputs, kind = step
            if isinstance(module, nn.ReLU) and len(readers[inputs[0]]) == 1:
                module.inplace = kinds.get(inputs[0]) in ("batchNormalization", "convolution", "add", "dense")
            step[3] = [each for each in inputs if readers[each][-1] == name and each != self.output]

    def forward(self, x):
        values = {"input": x}
        for module, name, inputs, dead in self.steps:
            values[name] = module(*[values[each] for each in inputs])
            for each in dead:
                values.pop(each, None)
        return values[self.output]


class LanguageModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, UNITS)
        self.lstm = nn.LSTM(UNITS, UNITS)
        # One bias a gate is enough.
        nn.init.zeros_(self.lstm.bias_hh_l0)
        self.lstm.bias_hh_l0.requires_grad_(False)
        self.decoder = nn.Linear(UNITS, VOCABULARY)
        self.decoder.weight = self.embedding.weight

    def forward(self, tokens, state):
        hidden, state = self.lstm(self.embedding(tokens), state)
        return self.decoder(hidden).flatten(0, 1), state


class TextTrainer:
    items = BATCH * SEQUENCE

    def __init__(self):
        self.model = LanguageModel()
        self.updater = torch.optim.SGD(self.model.parameters(), lr=0.1)
        self.tokens = torch.randint(VOCABULARY, (SEQUENCE + 1, BATCH)).numpy()
        self.state = None

    def batch(self):
        return torch.from_numpy(self.tokens[:-1].copy()), torch.from_numpy(self.tokens[1:].copy()).flatten()

    def train(self):
        self.model.train()
        tokens, labels = self.batch()
        logits, state = self.model(tokens, self.state)
        self.state = tuple(each.detach() for each in state)
        self.updater.zero_grad(set_to_none=True)
        F.cross_entropy(logits, labels).backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self.updater.step()

    @torch.inference_mode()
    def infer(self):
        self.model.eval()
        self.model(self.batch()[0], None)


class ImageTrainer:
    def __init__(self, description, layout="plain", batch=BATCH, precision="float32", code="eager"):
        self.items = int(batch)
        self.casts = precision == "bfloat16"
        self.model = Network(description)
        self.compiled = code == "compiled"
        self.compute = torch.compile(self.model, dynamic=False) if self.compiled else self.model
        self.layout = torch.channels_last if layout == "channels_last" else torch.contiguous_format
        if len(self.model.shape) == 3:
            self.model = self.model.to(memory_format=self.layout)
        self.updater = torch.optim.SGD(
            self.model.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4, nesterov=True)
        self.examples = torch.rand(self.items, *self.model.shape).numpy()
        self.labels = torch.randint(10, (self.items,)).numpy()

    def batch(self):
        examples = torch.from_numpy(self.examples.copy())
        if examples.dim() == 4:
            examples = examples.contiguous(memory_format=self.layout)
        return examples, torch.from_numpy(self.labels.copy())

    def train(self):
        self.model.train()
        examples, labels = self.batch()
        self.updater.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, self.casts):
            loss = F.cross_entropy(self.compute(examples), labels)
        loss.backward()
        self.updater.step()
        return loss.item()

    @torch.inference_mode()
    def infer(self):
        self.model.eval()
        with torch.autocast("cpu", torch.bfloat16, self.casts):
            probabilities = self.compute(self.batch()[0]).softmax(1)
        probabilities.float().numpy()


def too_late(*_):
    """Compiling may hang in a process of its own, so nothing is tidied up."""
    print(f"absent not compiled in {PATIENCE_SECONDS} s", flush=True)
    os._exit(0)


def compile_time(trainer):
    """Seconds until both modes have code, by a step of each."""
    start = time.perf_counter()
    signal.signal(signal.SIGALRM, too_late)
    signal.alarm(PATIENCE_SECONDS)
    try:
        trainer.train()
        trainer.infer()
    except Exception as failure:
        print(f"absent cannot be compiled: {type(failure).__name__}", flush=True)
        print(failure, file=sys.stderr, flush=True)
        os._exit(0)
    signal.alarm(0)
    return time.perf_counter() - start


def per_second(trainer, step, seconds):
    start, steps = time.perf_counter(), 0
    while steps == 0 or time.perf_counter() - start < seconds:
        step()
        steps += 1
    return steps * trainer.items / (time.perf_counter() - start)


def main():
    torch.set_num_threads(int(sys.argv[2]))
    # Where it does not fit the processor, it is tried again, and complains, at each convolution.
    torch.backends.nnpack.set_flags(False)
    if sys.argv[1] == "f":
        trainer = TextTrainer()
    else:
        with open(sys.argv[1]) as file:
            trainer = ImageTrainer(json.load(file), *sys.argv[3:])
    remark = f" compiled in {compile_time(trainer):.0f} s" if getattr(trainer, "compiled", False) else ""
    count = sum(each.numel() for each in trainer.model.parameters() if each.requires_grad)
    print(f"{count}{remark}", flush=True)
    for line in sys.stdin:
        mode, seconds = line.split()
        print(per_second(trainer, {"train": trainer.train, "infer": trainer.infer}[mode], float(seconds)), flush=True)


if __name__ == "__main__":
    main()

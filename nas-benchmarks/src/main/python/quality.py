"""Trains a network that is described in JSON on MNIST and prints its test accuracy.

Arguments: ARCHITECTURE.json FOLDER EXAMPLES EPOCHS SEED. Gradient descent with Nesterov's momentum of 0.9 and a rate of 0.01,
weight decay 1e-4, batches of 64, kernels from He's normal distribution: as the benchmark's other engines do it.
"""
import gzip
import json
import sys

import numpy
import torch
import torch.nn.functional as F
from throughput import BATCH, Network
from torch import nn


def values(path, header):
    with gzip.open(path) as file:
        return numpy.frombuffer(file.read()[header:], numpy.uint8)


def load(folder, part):
    images = values(f"{folder}/{part}-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28)
    return torch.from_numpy(images / numpy.float32(255)), torch.from_numpy(
        values(f"{folder}/{part}-labels-idx1-ubyte.gz", 8).astype(numpy.int64))


def draw(model):
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu" if isinstance(module, nn.Conv2d) else "linear")
            if module.bias is not None:
                nn.init.zeros_(module.bias)


def main():
    description, folder, examples, epochs, seed = sys.argv[1:]
    torch.manual_seed(int(seed))
    with open(description) as file:
        model = Network(json.load(file))
    draw(model)
    images, labels = load(folder, "train")
    images, labels = images[: int(examples)], labels[: int(examples)]
    mean, deviation = images.mean(), images.std()
    images = (images - mean) / deviation
    updater = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4, nesterov=True)
    for _ in range(int(epochs)):
        order = torch.randperm(len(images))
        for start in range(0, len(images) - BATCH + 1, BATCH):
            batch = order[start : start + BATCH]
            updater.zero_grad(set_to_none=True)
            F.cross_entropy(model(images[batch]), labels[batch]).backward()
            updater.step()
    model.eval()
    tests, answers = load(folder, "t10k")
    with torch.inference_mode():
        right = sum(
            (model((tests[i : i + 500] - mean) / deviation).argmax(1) == answers[i : i + 500]).sum().item()
            for i in range(0, len(tests), 500))
    print(right / len(tests))


if __name__ == "__main__":
    main()

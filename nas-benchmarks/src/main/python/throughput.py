"""The networks of the benchmark `throughput` in PyTorch. So far the language model (f) alone: an embedding of 200, one LSTM
of 200 units and a decoder that is tied to the embedding and has a bias of its own.

Arguments: f threads. Prints the number of parameters, then answers each line `train SECONDS` or `infer SECONDS` with
the tokens per second of at least one step. Between the lines it sleeps.
"""
import sys
import time

import torch

BATCH, SEQUENCE, VOCABULARY, UNITS, CLIP = 64, 35, 65, 200, 0.25


class LanguageModel(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = torch.nn.Embedding(VOCABULARY, UNITS)
        self.lstm = torch.nn.LSTM(UNITS, UNITS)
        self.decoder = torch.nn.Linear(UNITS, VOCABULARY)
        self.decoder.weight = self.embedding.weight

    def forward(self, tokens, state):
        hidden, state = self.lstm(self.embedding(tokens), state)
        return self.decoder(hidden).flatten(0, 1), state


class Trainer:
    def __init__(self, model):
        self.model = model
        self.updater = torch.optim.SGD(model.parameters(), lr=0.1)
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
        torch.nn.functional.cross_entropy(logits, labels).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self.updater.step()

    @torch.inference_mode()
    def infer(self):
        self.model.eval()
        self.model(self.batch()[0], None)


def per_second(step, seconds):
    start, steps = time.perf_counter(), 0
    while steps == 0 or time.perf_counter() - start < seconds:
        step()
        steps += 1
    return steps * BATCH * SEQUENCE / (time.perf_counter() - start)


if __name__ == "__main__":
    if sys.argv[1] != "f":
        sys.exit(f"[{sys.argv[1]}] is not there yet.\nMaybe take f.")
    torch.set_num_threads(int(sys.argv[2]))
    trainer = Trainer(LanguageModel())
    print(sum(p.numel() for p in trainer.model.parameters()), flush=True)
    for line in sys.stdin:
        mode, seconds = line.split()
        print(per_second({"train": trainer.train, "infer": trainer.infer}[mode], float(seconds)), flush=True)

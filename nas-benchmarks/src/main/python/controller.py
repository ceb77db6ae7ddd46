"""The controller of the benchmark `controller` in PyTorch, written to be fast there: the graph of sampling is the one that is
differentiated, and one thread computes (more are slower at this size). With `together` the sequences of a batch are
sampled at once, with `alone` one after the other, as a search does that evaluates each before it goes on.

Arguments: decisions options layers hidden batch together|alone range trials. Prints trials per second of
processor time.
"""
import sys
import time

import torch


class Controller(torch.nn.Module):
    def __init__(self, decisions, options, layers, hidden, reach):
        super().__init__()
        self.cells = torch.nn.ModuleList(torch.nn.LSTMCell(hidden, hidden) for _ in range(layers))
        self.heads = torch.nn.ModuleList(torch.nn.Linear(hidden, options) for _ in range(decisions))
        self.embeddings = torch.nn.ModuleList(torch.nn.Embedding(options, hidden) for _ in range(decisions))
        self.start = torch.nn.Parameter(torch.empty(1, hidden))
        for parameter in self.parameters():
            torch.nn.init.uniform_(parameter, -reach, reach)

    def forward(self, batch):
        x = self.start.expand(batch, -1)
        states = [None] * len(self.cells)
        taken, entropies = [], []
        for head, embedding in zip(self.heads, self.embeddings):
            for i, cell in enumerate(self.cells):
                states[i] = cell(x, states[i])
                x = states[i][0]
            logits = torch.log_softmax(head(x), 1)
            probabilities = logits.exp()
            choice = torch.multinomial(probabilities.detach(), 1)
            taken.append(logits.gather(1, choice).squeeze(1))
            entropies.append(-(probabilities * logits).sum(1))
            x = embedding(choice.squeeze(1))
        return torch.stack(taken).sum(0), torch.stack(entropies).sum(0)


def main():
    decisions, options, layers, hidden, batch = map(int, sys.argv[1:6])
    together, reach, trials = sys.argv[6] == "together", float(sys.argv[7]), int(sys.argv[8])
    torch.set_num_threads(1)
    torch.manual_seed(1)
    controller = Controller(decisions, options, layers, hidden, reach)
    adam = torch.optim.Adam(controller.parameters(), lr=0.005)
    baseline = 0.5

    def update():
        nonlocal baseline
        if together:
            log_probability, entropy = controller(batch)
        else:
            parts = [controller(1) for _ in range(batch)]
            log_probability, entropy = (torch.cat(part) for part in zip(*parts))
        rewards = torch.rand(batch)
        loss = -((rewards - baseline) * log_probability + 0.01 * entropy).mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
        baseline = 0.95 * baseline + 0.05 * rewards.mean().item()

    updates = max(1, trials // batch)
    for _ in range(max(20, updates // 4)):
        update()
    start = time.process_time()
    for _ in range(updates):
        update()
    print(updates * batch / (time.process_time() - start))


if __name__ == "__main__":
    main()

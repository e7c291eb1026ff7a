"""Trains the article's network with PyTorch: weights, then batches, on standard input; a loss for each on standard output.

All numbers are little-endian: weights float32; a batch two int32, texts and time, and then its ids and labels, int32; a loss float64.
"""
import json
import struct
import sys

import torch
from torch import nn

settings = json.loads(sys.argv[1])
torch.set_num_threads(settings["threads"])
branches = settings["branches"]


def read(count):
    """`count` bytes, writable as PyTorch wants them; None at the end of the input."""
    data = bytearray(count)
    view, filled = memoryview(data), 0
    while filled < count:
        got = sys.stdin.buffer.readinto(view[filled:])
        if not got:
            return None
        filled += got
    return data


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        dimensions = settings["dimensions"]
        self.embedding = nn.Embedding(settings["rows"], dimensions)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(dimensions, branch["filters"], branch["kernelSize"], padding=branch["padding"])
            for branch in branches
        )
        self.dense = nn.Linear(sum(branch["filters"] for branch in branches), settings["classes"])

    def forward(self, ids):
        embedded = self.embedding(ids).transpose(1, 2)
        return self.dense(torch.cat([convolve(embedded).mean(2) for convolve in self.convolutions], 1))


network = Network()
places = {"embedding": network.embedding, "dense": network.dense}
places.update({f"conv{n + 1}": convolve for n, convolve in enumerate(network.convolutions)})
with torch.no_grad():
    for name, shape in settings["weights"]:
        values = torch.frombuffer(read(4 * torch.Size(shape).numel()), dtype=torch.float32).reshape(shape)
        layer, kind = name.split(".")
        # Ours are [filters, kernel, dimensions].
        getattr(places[layer], kind).copy_(values.permute(0, 2, 1) if len(shape) == 3 else values)

optimizer = torch.optim.Adam(network.parameters(), lr=0.001, eps=1e-8)
criterion = nn.CrossEntropyLoss()
while True:
    header = read(8)
    if header is None:
        break
    texts, time = struct.unpack("<ii", header)
    numbers = torch.frombuffer(read(4 * texts * (time + 1)), dtype=torch.int32)
    ids, labels = numbers[: texts * time].reshape(texts, time), numbers[texts * time :].long()
    optimizer.zero_grad(set_to_none=True)
    loss = criterion(network(ids), labels)
    loss.backward()
    optimizer.step()
    sys.stdout.buffer.write(struct.pack("<d", loss.item()))
    sys.stdout.buffer.flush()

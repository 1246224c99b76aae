"""A sentence model of a few words, made on the spot: each word has its vector, a word that it does not know has none.

The graph is a Gather in ONNX's own protobuf (onnx.proto3), written field by field, so that no package is needed for it.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

FLOAT, INT64 = 1, 7
FILL, UNKNOWN = "[PAD]", "[UNK]"


def make(folder: Path, words: Mapping[str, Sequence[float]], *, graph: str = "onnx/model.onnx", **told: object) -> Path:
    """Write the model into the folder; ``told`` are its JSON files, named by their stem (``pooling``, ``modules``)."""
    size = len(next(iter(words.values())))
    table = [[0.0] * size, [0.0] * size, *words.values()]
    _write(folder / graph, _gather(table))
    vocabulary = {word: number for number, word in enumerate((FILL, UNKNOWN, *words))}
    names = {
        "pooling": "1_Pooling/config.json",
        "sentences": "sentence_bert_config.json",
        "prompts": "config_sentence_transformers.json",
        "modules": "modules.json",
    }
    _write(folder / "tokenizer.json", json.dumps(_tokenizer(vocabulary)).encode())
    for name, content in told.items():
        _write(folder / names[name], json.dumps(content).encode())
    return folder


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _tokenizer(vocabulary: Mapping[str, int]) -> dict[str, object]:
    special = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {
        "version": "1.0",
        "added_tokens": [{"id": vocabulary[word], "content": word, **special} for word in (FILL, UNKNOWN)],
        "pre_tokenizer": {"type": "Whitespace"},
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": UNKNOWN},
    }


def _gather(table: Sequence[Sequence[float]]) -> bytes:
    """A model that looks every token up in a table: (batch, tokens) to (batch, tokens, size)."""
    flat = [value for row in table for value in row]
    node = _text(1, "table") + _text(1, "input_ids") + _text(2, "last_hidden_state") + _text(4, "Gather")
    weights = (
        _number(1, len(table)) + _number(1, len(table[0])) + _number(2, FLOAT) + _text(8, "table")
        + _octets(9, struct.pack(f"<{len(flat)}f", *flat))
    )  # fmt: skip
    graph = (
        _octets(1, node) + _text(2, "words") + _octets(5, weights)
        + _octets(11, _value("input_ids", INT64, 2)) + _octets(12, _value("last_hidden_state", FLOAT, 3))
    )  # fmt: skip
    return _number(1, 8) + _octets(7, graph) + _octets(8, _number(2, 13))


def _value(name: str, kind: int, axes: int) -> bytes:
    shape = b"".join(_octets(1, _text(2, f"axis{axis}")) for axis in range(axes))
    return _text(1, name) + _octets(2, _octets(1, _number(1, kind) + _octets(2, shape)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _octets(field, value.encode())


def _octets(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])

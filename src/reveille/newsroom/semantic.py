"""A sentence model that the operator brought, off by default: what a headline and lead mean, as a vector.

A model is a folder as sentence-transformers exports it: ``onnx/model.onnx`` (or ``model.onnx``, or the path names the
graph itself), ``tokenizer.json``, and its own configuration, which says how tokens are pooled, how many are read and
what stands before a text. The packages of the extra ``semantic`` are imported only when something is to be read.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reveille.core.embeddings import Embedding
from reveille.core.errors import ModelError
from reveille.newsroom import background

MOST_TOKENS = 128
"""Of a headline and 400 characters, in most languages all; time goes with them."""
BATCH = 32
KNOWN = 0.2
"""The cosine of a headline and its English from which a model knows a language: multilingual E5 has .23 to .77."""
THREADS = 2
PACKAGES = ("onnxruntime", "tokenizers")
INSTALL = "type: pip install 'reveille[semantic]'"
GRAPHS = ("onnx/model.onnx", "model.onnx")
TOKENS, POOLING, SENTENCES, PROMPTS, MODULES = (
    "tokenizer.json", "1_Pooling/config.json", "sentence_bert_config.json", "config_sentence_transformers.json",
    "modules.json",
)  # fmt: skip
KNOWN_MODULES = {"Transformer", "Pooling", "Normalize"}
KNOWN_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}


class Model:
    """A sentence model as it lies in its folder. Raises ModelError, which says what is wrong or missing, and where."""

    def __init__(self, path: Path) -> None:
        self.graph = _graph(path)
        folder = self.graph.parent.parent if self.graph.parent.name == "onnx" else self.graph.parent
        self.folder = folder if (folder / TOKENS).exists() else self.graph.parent
        told = {name: _json(self.folder / name) for name in (POOLING, SENTENCES, PROMPTS)}
        self.pooling = _pooling(self.folder / POOLING, told[POOLING])
        self.modules = _modules(self.folder / MODULES)
        self.tokens = _number(self.folder / SENTENCES, told[SENTENCES], "max_seq_length", MOST_TOKENS)
        self.lower = bool(told[SENTENCES].get("do_lower_case"))
        prompts, name = told[PROMPTS].get("prompts"), told[PROMPTS].get("default_prompt_name")
        self.prefix = str(prompts.get(name) or "") if isinstance(prompts, dict) else ""

    @property
    def size(self) -> int:
        """Octets of the graph, with what it keeps in files beside it."""
        return sum(one.stat().st_size for one in self._graph_files())

    @functools.cached_property
    def digest(self) -> str:
        """Names everything that a vector depends on: the graph, the tokens, the configuration."""
        found = hashlib.sha256(repr((self.pooling, self.tokens, self.lower, self.prefix)).encode())
        for file in (*self._graph_files(), self.folder / TOKENS):
            try:
                with file.open("rb") as stream:
                    found.update(hashlib.file_digest(stream, "sha256").digest())
            except OSError as error:
                raise ModelError(str(file), error.strerror or "it cannot be read") from error
        return found.hexdigest()

    def ready(self) -> None:
        """Return when the packages that read it are there; nothing of them is imported. Raises ModelError."""
        for package in PACKAGES:
            if importlib.util.find_spec(package) is None:
                raise ModelError(f"{package} is not installed", INSTALL)

    @functools.cached_property
    def languages(self) -> frozenset[str]:
        """The languages that it knows, English first of all: their headlines are nearest to their own English."""
        names, foreign, english = zip(*background.HEADLINES, strict=True)
        cosines = np.array(self.read(foreign)) @ np.array(self.read(english)).T
        own = np.diag(cosines)
        known = (own >= KNOWN) & (own >= cosines.max(axis=1))
        return frozenset({"en", *(name for name, yes in zip(names, known.tolist(), strict=True) if yes)})

    def read(self, texts: Sequence[str]) -> list[Embedding]:
        """Return what each text means beside any news, a vector of length one."""
        return [_of_length_one(one - self._common) for one in self._in_batches(texts)]

    @functools.cached_property
    def _common(self) -> Embedding:
        """What all news has in common to this model."""
        common: Embedding = np.mean(
            self._in_batches([one for _, *both in background.HEADLINES for one in both]), axis=0
        )
        return common

    def _in_batches(self, texts: Sequence[str]) -> list[Embedding]:
        """The bare vectors; texts of like length are read together."""
        found: dict[int, Embedding] = {}
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            found |= dict(zip(batch, self._read([texts[at] for at in batch]), strict=True))
        return [found[at] for at in range(len(texts))]

    def _read(self, texts: Sequence[str]) -> list[Embedding]:
        shaped = [self.prefix + (text.lower() if self.lower else text) for text in texts]
        try:
            encoded = self._tokenizer.encode_batch(shaped)
        except Exception as error:  # the package raises nothing narrower
            raise ModelError(str(self.folder / TOKENS), str(error)) from error
        ids = np.array([one.ids for one in encoded], dtype=np.int64)
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        names = [one.name for one in self._session.get_inputs()]
        if not set(names) <= KNOWN_INPUTS:
            raise ModelError(str(self.graph), f"it asks for {', '.join(sorted(set(names) - KNOWN_INPUTS))}")
        told = self._asked([one.name for one in self._session.get_outputs()])
        try:
            (out,) = self._session.run([told], {name: fed[name] for name in names})
        except Exception as error:  # the runtime's errors have no common name
            raise ModelError(str(self.graph), str(error)) from error
        return self._pooled(np.asarray(out, dtype=np.float32), mask)

    def _asked(self, outputs: Sequence[str]) -> str:
        """Which of the graph's answers we take: whole sentences where it has them, else tokens."""
        if "sentence_embedding" in outputs:
            return "sentence_embedding"
        if unknown := self.modules - KNOWN_MODULES:
            raise ModelError(
                str(self.folder / MODULES), f"{', '.join(sorted(unknown))} is no part of the graph, and not known here"
            )
        return outputs[0]

    def _pooled(self, out: Embedding, mask: Any) -> list[Embedding]:
        if out.ndim == 3:
            weights = mask[..., None].astype(np.float32)
            out = out[:, 0] if self.pooling == "cls" else (out * weights).sum(1) / np.maximum(weights.sum(1), 1)
        if out.ndim != 2 or not np.isfinite(out).all():
            raise ModelError(str(self.graph), "its answer is no vector a text")
        return [_of_length_one(one) for one in out]

    @functools.cached_property
    def _session(self) -> Any:
        self.ready()
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # other work waits for the processor
        try:
            return onnxruntime.InferenceSession(str(self.graph), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the runtime's errors have no common name
            raise ModelError(str(self.graph), str(error)) from error

    @functools.cached_property
    def _tokenizer(self) -> Any:
        self.ready()
        import tokenizers

        try:
            tokenizer = tokenizers.Tokenizer.from_file(str(self.folder / TOKENS))
        except Exception as error:  # the package raises nothing narrower
            raise ModelError(str(self.folder / TOKENS), str(error)) from error
        fill = next((one for one in ("<pad>", "[PAD]") if tokenizer.token_to_id(one) is not None), None)
        tokenizer.enable_truncation(min(self.tokens, MOST_TOKENS))
        tokenizer.enable_padding(**({"pad_id": tokenizer.token_to_id(fill), "pad_token": fill} if fill else {}))
        return tokenizer

    def _graph_files(self) -> list[Path]:
        beside = (self.graph.with_name(f"{self.graph.name}{end}") for end in (".data", "_data"))
        return [self.graph, *(one for one in beside if one.is_file())]


@functools.lru_cache(maxsize=1)
def loaded(path: Path) -> Model:
    """Return the model at a path, kept while the process runs."""
    return Model(path)


def _of_length_one(vector: Embedding) -> Embedding:
    scaled: Embedding = vector / max(float(np.linalg.norm(vector)), 1e-9)
    return scaled


def _graph(path: Path) -> Path:
    if path.suffix == ".onnx":
        if not path.is_file():
            raise ModelError(str(path), "there is no such file")
        return path
    found = next((path / name for name in GRAPHS if (path / name).is_file()), None)
    if found is None:
        raise ModelError(str(path), f"there is neither {' nor '.join(GRAPHS)} in it")
    return found


def _json(path: Path) -> dict[str, Any]:
    told = _parsed(path, {})
    if not isinstance(told, dict):
        raise ModelError(str(path), "it is no JSON object")
    return told


def _parsed(path: Path, default: Any) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return default
    except (OSError, ValueError) as error:
        raise ModelError(str(path), str(error)) from error


def _pooling(path: Path, told: dict[str, Any]) -> str:
    """Return how the tokens become a sentence: by their mean, or by the first."""
    old = [name.removeprefix("pooling_mode_") for name, on in told.items() if name.startswith("pooling_mode_") and on]
    modes = [told["pooling_mode"]] if isinstance(told.get("pooling_mode"), str) else old or ["mean_tokens"]
    known = {"mean": "mean", "mean_tokens": "mean", "cls": "cls", "cls_token": "cls"}
    if len(modes) != 1 or modes[0] not in known:
        raise ModelError(str(path), f"it pools by {', '.join(modes)}; mean and cls are known here")
    return known[modes[0]]


def _modules(path: Path) -> set[str]:
    told = _parsed(path, [])
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise ModelError(str(path), "it is no JSON list of modules")
    return {str(one.get("type", "")).rpartition(".")[2] for one in told}


def _number(path: Path, told: dict[str, Any], name: str, default: int) -> int:
    value = told.get(name, default)
    if value is None:
        return default
    if not isinstance(value, int) or value < 1:
        raise ModelError(str(path), f"{name} is {value!r}")
    return value

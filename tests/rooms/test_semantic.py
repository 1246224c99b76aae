"""A sentence model from a path: what it says, what is wrong with it, and what stories become by it."""

import importlib.util
import json
import os
import subprocess
import sys
from datetime import timedelta

import numpy as np
import pytest
from tests.rooms import sentence_model
from tests.rooms.test_grouping import HOUR, SIX, article, grouped, outlets, standing
from tests.samples.two_events import MINES, STRIKE
from typer.testing import CliRunner

from reveille.cli.eval_ import eval_app
from reveille.core.errors import ModelError, SettingError
from reveille.newsroom import background, comparing, grouping, semantic
from reveille.newsroom.models import StoredEmbedding
from reveille.project.configuration import Configuration

__all__ = ["outlets"]

MINEN = ("Taucher räumen Minen", "Elf davon lagen am Grund der See, sagte Kapitän Brandt in Kiel.")


def knowing(*languages: str) -> dict[str, tuple[float, ...]]:
    """Words of a model that hears one word of each headline in these languages as one of its English twin."""
    axes = np.eye(len(background.HEADLINES) + 2).tolist()
    heard = {"mines": axes[-1], "Minen": axes[-1], "Teachers": axes[-2], "teachers": axes[-2]}
    for axis, (language, *both) in zip(axes, background.HEADLINES, strict=False):
        for headline in both if language in languages else both[1:]:
            heard[max(filter(str.isalpha, headline.split()), key=len)] = axis
    return heard


WORDS = knowing()
needs_runtime = pytest.mark.skipif(
    any(importlib.util.find_spec(one) is None for one in semantic.PACKAGES), reason="the extra `semantic` is not there"
)


@pytest.fixture
def path(tmp_path):
    """A model that knows German beside English."""
    return sentence_model.make(tmp_path / "model", knowing("de"))


@needs_runtime
class TestReading:
    def test_a_sentence_is_the_mean_of_its_words_less_what_all_news_has_in_common(self, tmp_path):
        model = semantic.Model(sentence_model.make(tmp_path, {"anvil": (3.0, 4.0), "squid": (0.0, 1.0)}))

        anvil, both, squid = model.read(["anvil", "squid anvil anvil anvil", "squid"])

        assert np.allclose(anvil, (0.6, 0.8))
        assert np.allclose(both, np.array((9.0, 13.0)) / np.hypot(9.0, 13.0))
        assert np.allclose(squid, (0.0, 1.0))

    def test_what_stands_beside_a_text_does_not_change_it(self, tmp_path):
        model = semantic.Model(sentence_model.make(tmp_path, {"anvil": (1.0, 2.0), "squid": (2.0, 1.0)}))

        alone, beside = model.read(["anvil"])[0], model.read(["anvil", "squid " * 60])[0]

        assert np.allclose(alone, beside)

    def test_the_first_token_where_the_model_says_so(self, tmp_path):
        told = {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
        model = semantic.Model(sentence_model.make(tmp_path, {"anvil": (1.0, 0.0), "squid": (0.0, 1.0)}, pooling=told))

        assert np.allclose(model.read(["anvil squid squid"])[0], (1.0, 0.0))

    def test_a_prompt_stands_before_every_text(self, tmp_path):
        told = {"prompts": {"query": "squid "}, "default_prompt_name": "query"}
        words = {"anvil": (1.0, 0.0), "squid": (0.0, 1.0)}
        plain = semantic.Model(sentence_model.make(tmp_path / "plain", words))
        prompted = semantic.Model(sentence_model.make(tmp_path / "prompted", words, prompts=told))

        assert prompted.prefix == "squid "
        assert plain.digest != prompted.digest

    def test_small_letters_and_few_tokens_where_the_model_says_so(self, tmp_path):
        told = {"do_lower_case": True, "max_seq_length": 2}
        model = semantic.Model(
            sentence_model.make(tmp_path, {"anvil": (1.0, 0.0), "squid": (0.0, 1.0)}, sentences=told)
        )

        assert np.allclose(model.read(["ANVIL anvil squid squid squid"])[0], (1.0, 0.0))

    def test_the_graph_lies_in_the_folder_or_is_named(self, tmp_path):
        beside = sentence_model.make(tmp_path / "beside", WORDS, graph="model.onnx")
        small = sentence_model.make(tmp_path / "small", WORDS, graph="onnx/model_int8.onnx")

        assert semantic.Model(beside).read(["anvil"])[0].shape == (len(background.HEADLINES) + 2,)
        assert semantic.Model(small / "onnx/model_int8.onnx").read(["anvil"])[0].shape == (
            len(background.HEADLINES) + 2,
        )

    def test_it_knows_the_languages_whose_headlines_are_nearest_to_their_english(self, path):
        assert semantic.Model(path).languages == {"en", "de"}


class TestWhatIsWrong:
    def test_nothing_there(self, tmp_path):
        with pytest.raises(ModelError, match=r"neither onnx/model\.onnx nor model\.onnx"):
            semantic.Model(tmp_path)
        with pytest.raises(ModelError, match="no such file"):
            semantic.Model(tmp_path / "model.onnx")

    @pytest.mark.parametrize(
        ("told", "why"),
        [
            ({"pooling": {"pooling_mode_lasttoken": True}}, "it pools by lasttoken"),
            ({"pooling": {"pooling_mode_max_tokens": True, "pooling_mode_mean_tokens": True}}, "max_tokens, mean"),
            ({"pooling": ["mean"]}, "no JSON object"),
            ({"sentences": {"max_seq_length": "long"}}, "max_seq_length is 'long'"),
            ({"modules": {"type": "Transformer"}}, "no JSON list"),
        ],
    )
    def test_a_configuration_that_is_not_known_here(self, tmp_path, told, why):
        with pytest.raises(ModelError, match=why):
            semantic.Model(sentence_model.make(tmp_path, WORDS, **told))

    def test_a_package_is_not_there(self, tmp_path, monkeypatch):
        monkeypatch.setattr(semantic.importlib.util, "find_spec", lambda name: None)

        with pytest.raises(ModelError, match=r"onnxruntime is not installed: type: pip install 'reveille\[semantic\]'"):
            semantic.Model(sentence_model.make(tmp_path, WORDS)).read(["mines"])

    @needs_runtime
    @pytest.mark.parametrize("file", ["onnx/model.onnx", "tokenizer.json"])
    def test_a_file_that_is_broken_is_named(self, path, file):
        (path / file).write_bytes(b"rubbish")

        with pytest.raises(ModelError, match=file):
            semantic.Model(path).read(["mines"])

    @needs_runtime
    def test_a_part_beside_the_graph_is_not_left_out(self, tmp_path):
        modules = [{"type": f"sentence_transformers.models.{one}"} for one in ("Transformer", "Pooling", "Dense")]
        model = semantic.Model(sentence_model.make(tmp_path, WORDS, modules=modules))

        with pytest.raises(ModelError, match="Dense is no part of the graph"):
            model.read(["mines"])

    @needs_runtime
    def test_more_tokens_than_the_graph_knows_are_its_fault(self, path):
        told = json.loads((path / "tokenizer.json").read_text())
        told["model"]["vocab"]["anvil"] = 10_000
        (path / "tokenizer.json").write_text(json.dumps(told))

        with pytest.raises(ModelError, match=r"onnx/model\.onnx.*indices"):
            semantic.Model(path).read(["anvil"])

    def test_the_setting_is_looked_at_at_the_start(self, path, tmp_path, monkeypatch):
        def told(value: str) -> object:
            return Configuration(tmp_path, {"REVEILLE_SEMANTIC_MODEL": value}).model("semantic_model")

        assert told("") is None
        with pytest.raises(SettingError, match="REVEILLE_SEMANTIC_MODEL"):
            told("nowhere")
        monkeypatch.setattr(semantic.importlib.util, "find_spec", lambda name: None)
        with pytest.raises(SettingError, match=r"pip install 'reveille\[semantic\]'"):
            told(str(path))


def test_without_a_model_nothing_of_it_is_imported():
    asks = "import reveille.newsroom.semantic, reveille.core.stories, sys; sys.exit('onnxruntime' in sys.modules)"

    here = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", asks], check=False, env=here).returncode == 0


@needs_runtime
@pytest.mark.django_db
class TestGrouping:
    @pytest.fixture
    def read(self, monkeypatch):
        """The texts that a model read, but for the headlines that it is tried with."""
        texts: list[str] = []
        reading = semantic.Model.read

        def read(model, told):
            if told and told[0] not in {one for row in background.HEADLINES for one in row}:
                texts.extend(told)
            return reading(model, told)

        monkeypatch.setattr(semantic.Model, "read", read)
        return texts

    @pytest.fixture
    def two_languages(self, outlets):
        english, german = article(outlets[0], MINES, SIX), article(outlets[1], MINEN, SIX + HOUR)
        german.language = "de"
        german.save()
        return english, german

    def test_two_languages_meet_where_the_model_knows_both(self, two_languages, outlets, settings, path):
        settings.SEMANTIC_MODEL = path
        other = article(outlets[2], STRIKE, SIX)

        grouped(SIX + HOUR)

        assert standing() == {frozenset(one.pk for one in two_languages), frozenset((other.pk,))}

    def test_without_a_model_they_stay_apart(self, two_languages):
        grouped(SIX + HOUR)

        assert standing() == {frozenset((one.pk,)) for one in two_languages}
        assert not StoredEmbedding.objects.exists()

    def test_an_article_is_read_once_and_by_another_model_again(
        self, two_languages, outlets, settings, path, read, tmp_path
    ):
        settings.SEMANTIC_MODEL = path
        grouped(SIX + HOUR)
        assert len(read) == 2

        article(outlets[2], STRIKE, SIX + 2 * HOUR)
        grouped(SIX + 2 * HOUR)
        assert len(read) == 3

        settings.SEMANTIC_MODEL = sentence_model.make(tmp_path / "other", WORDS)
        article(outlets[3], STRIKE, SIX + 3 * HOUR)
        grouped(SIX + 3 * HOUR)
        assert len(read) == 3 + 3  # it does not know German

    def test_a_page_waits_for_no_reading(self, two_languages, settings, path, read):
        settings.SEMANTIC_MODEL = path
        one, two = two_languages

        before = grouping.alike({1: [one.pk], 2: [two.pk]}, 1)
        assert read == []
        grouped(SIX + HOUR)
        after = grouping.alike({1: [one.pk], 2: [two.pk]}, 1)

        assert after[0].likeness > before[0].likeness

    def test_a_model_that_fails_is_named_and_words_decide(self, two_languages, settings, path, caplog):
        settings.SEMANTIC_MODEL = path
        (path / "onnx/model.onnx").write_bytes(b"rubbish")

        result = grouped(SIX + HOUR)

        assert result.articles == 2
        assert result.failure is not None
        assert "model.onnx" in str(result.failure) and str(result.failure) in caplog.text

    def test_what_nothing_is_compared_with_any_more_is_forgotten(self, two_languages, settings, path):
        settings.SEMANTIC_MODEL = path
        grouped(SIX + HOUR)

        comparing.forget(SIX + timedelta(days=13))
        assert StoredEmbedding.objects.count() == 2
        comparing.forget(SIX + timedelta(days=15))
        assert StoredEmbedding.objects.count() == 0


@needs_runtime
def test_the_cost_stands_beside_the_scores(path, tmp_path):
    rows = [
        {"title": MINES[0], "text": "", "story": "mines"},
        {"title": STRIKE[0], "text": "", "story": "strike"},
    ]
    file = tmp_path / "two.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))

    told = json.loads(CliRunner().invoke(eval_app, ["stories", str(file), "--semantic", str(path)]).output)

    assert told["b3_f1"] == 1.0
    assert told["model"] == str(path / "onnx/model.onnx")
    assert told["read_a_second_and_core"] > 0

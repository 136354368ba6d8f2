"""Commands of several acts."""

from __future__ import annotations

import argparse
from types import ModuleType

import pytest

import sekisho.cli.gates
import sekisho.cli.personal
import sekisho.cli.rulebook
from sekisho.cli.acts import Acts
from sekisho.cli.voice import voice_for
from sekisho.text import LANGUAGES, Language

PACKAGES = [sekisho.cli.gates, sekisho.cli.personal, sekisho.cli.rulebook]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_every_act_takes_its_arguments_and_explains_itself(
    package: ModuleType, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    acts = Acts(package)
    assert acts.names
    parser = argparse.ArgumentParser()
    acts.arguments(parser, voice_for(language, json=False))
    for name in acts.names:
        with pytest.raises(SystemExit) as ended:
            parser.parse_args([name, "--help"])
        assert ended.value.code == 0
        assert name in capsys.readouterr().out


def test_a_word_that_python_keeps_is_an_act() -> None:
    acts = Acts(sekisho.cli.gates)
    assert "return" in acts.names
    assert callable(acts.named("return").run)


def test_an_act_that_is_not_there_is_no_act() -> None:
    parser = argparse.ArgumentParser()
    Acts(sekisho.cli.personal).arguments(parser, voice_for("en", json=False))
    with pytest.raises(SystemExit):
        parser.parse_args(["nothing"])

"""The training sentences: enough of them, of one mind, and never those of the tests."""

import re
from pathlib import Path

import pytest
import yaml
from meaning.corpus import Corpus, CorpusError, Intent, blind, clean, examples, read
from meaning.noise import Noise
from meaning.speech import fold

from assistant.safety.mass import INTENTS as CRIES
from benchmarks.safety import SETS
from care.people import Language

NLU = Path(__file__).parents[2] / "nlu"
LANGUAGES = ("en", "fr")
CORPORA = {language: read(NLU / "data" / language) for language in LANGUAGES}
PLAIN = {language: clean(CORPORA[language]) for language in LANGUAGES}
TRAINED = {language: examples(CORPORA[language]) for language in LANGUAGES}
DOMAIN = yaml.safe_load((NLU / "domain.yml").read_text(encoding="utf-8"))
WHERE = pytest.mark.parametrize("language", LANGUAGES)


@WHERE
def test_there_are_enough_sentences_of_every_intent(language: str) -> None:
    found = PLAIN[language]
    assert len(found) >= 30
    for name, sentences in found.items():
        assert len(sentences) >= (100 if name in CRIES else 60), name
    by_hand = {one.name: len(one.sentences) for one in CORPORA[language].intents}
    assert all(number >= 60 for number in by_hand.values())


@WHERE
def test_intents_are_those_of_the_domain_and_of_the_safety_net(language: str) -> None:
    named = {intent.name for intent in CORPORA[language].intents}
    assert named == set(DOMAIN["intents"])
    assert set(CRIES) <= named


@WHERE
def test_the_blind_set_is_large_and_never_trained_on(language: str) -> None:
    tested = blind(language)
    assert set(tested) == set(DOMAIN["intents"])
    assert sum(map(len, tested.values())) >= 200
    assert sum(len(tested[name]) for name in CRIES) >= 60
    sentences = {fold(one) for listed in tested.values() for one in listed}
    trained = {one for listed in TRAINED[language].values() for one in listed}
    assert not sentences & trained


@WHERE
def test_enough_cries_are_left_that_were_never_trained_on(language: str) -> None:
    """Short ones are said alike by everybody: the safety net is not measured with those."""
    trained = {one for listed in TRAINED[language].values() for one in listed}
    cries = [one for told in SETS.values() for one in told(Language(language)) if one[2]]
    assert sum(fold(text) not in trained for _, text, _ in cries) > 120


@WHERE
def test_no_sentence_has_two_meanings(language: str) -> None:
    trained = [one for listed in PLAIN[language].values() for one in listed]
    assert len(trained) == len(set(trained))


def test_a_sentence_with_two_meanings_is_refused() -> None:
    both = (Intent("a", ("Hello",), ()), Intent("b", (), ("[hello|hi]",)))
    with pytest.raises(CorpusError, match="both a and b"):
        clean(Corpus(both, {}, Noise({}, [])))


def test_a_word_list_is_named_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yml").write_text("words: {room: [hall]}\nintents: {}\n")
    with pytest.raises(CorpusError, match="already in another file"):
        read(tmp_path)


def test_a_file_without_structure_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text("just words\n")
    with pytest.raises(CorpusError, match="expected"):
        read(tmp_path)


@WHERE
def test_noise_only_has_folded_words(language: str) -> None:
    noise = CORPORA[language].noise
    for part, instead in noise.confusions.items():
        for words in (part, *instead):
            assert fold(str(words)) == str(words)


def test_every_action_of_the_rules_is_answered_by_the_station() -> None:
    from assistant.conversation.actions import ACTIONS, CARE_QUESTION

    own = {name for name in DOMAIN["actions"] if name.startswith("action_")}
    assert own == {*ACTIONS, CARE_QUESTION}
    rules = (NLU / "rules.yml").read_text(encoding="utf-8")
    used = set(re.findall(r"action: (action_\w+)", rules)) - {"action_deactivate_loop"}
    assert used <= own


@WHERE
def test_every_response_has_words_in_every_language(language: str) -> None:
    from care.wording import wording

    texts = wording(Language(language))
    for response in DOMAIN["responses"].values():
        assert texts.has(response[0]["custom"]["say"])

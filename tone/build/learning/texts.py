"""Unlabelled texts as learning sees them: what the entries say of each, and the words that each affirms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, NamedTuple

from tone.build.inflect import inflected_words
from tone.classify.classifier import EmotionClassifier
from tone.classify.parameters import Parameters
from tone.emotion import Knowledge
from tone.evaluate.counterfactuals import Term
from tone.model import CueKind, PartOfSpeech
from tone.text.tokens import normalise, tokenise

if TYPE_CHECKING:
    from tone.build.learning.regression import Array

USES = 3
"""In how many texts a form must stand for something to be learned of it."""

REACH = 3
"""How many words after a negator are passed over, as they are not affirmed."""

_FUNCTION_WORDS = """
a about after again all also am an and any are as at be because been before being both by can could did do does doing
done down each ever every for from get gets getting go goes going gone got had has have having he her here hers
herself him himself his how i if in into is it its itself just let made make makes making me mine more most much must
my myself no nor not now of off on once one only or other our ours ourselves out over own same say says said shall she
should so some such take takes than that the their theirs them themselves then there these they thing things this
those through to too took under until up us use very was way we went were what when where which while who whom whose
why will with would yes you your yours yourself i'm i've i'd i'll it's he's she's we're they're you're that's there's
what's let's
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
billion first second third
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words that a language has for its grammar, and for numbers: what stands beside them is no meaning of theirs."""


def is_function_word(form: str) -> bool:
    """Tell whether a form is a word of grammar or a number."""
    return form in FUNCTION_WORDS or form.isdecimal()


def words_of_groups(terms: Iterable[Term]) -> frozenset[str]:
    """Find the words that name groups of people: of a person's group nothing is to be learned of their feelings.

    Args:
        terms: what people are called, by group and axis; the rest of a term ("my ... neighbour") is the same in all
            groups of its axis.

    Returns:
        The words that stand in terms of some groups of an axis and not of all, and their plurals.

    Raises:
        MissingExtraError: lemminflect is not installed.

    Example:
        >>> sorted(words_of_groups([Term("gender", "female", "that woman"), Term("gender", "male", "that man")]))
        ['man', 'mans', 'men', 'woman', 'womans', 'women']
    """
    axes: dict[str, dict[str, set[str]]] = {}
    for term in terms:
        words = {token.form.removesuffix("'s") for token in tokenise(term.term)}
        axes.setdefault(term.axis, {}).setdefault(term.group, set()).update(words)
    telling: set[str] = set()
    for groups in axes.values():
        words, *others = groups.values()
        telling |= words.union(*others) - words.intersection(*others)
    telling -= FUNCTION_WORDS
    # the dictionary has no plurals of proper names; a form that is no word is passed over without harm
    plurals = {f"{word}s" for word in telling}.union(*(inflected_words(word, PartOfSpeech.NOUN) for word in telling))
    return frozenset(telling | plurals)


class Affirmed(NamedTuple):
    """Which texts affirm which forms.

    Attributes:
        forms: the forms, sorted.
        matrix: sparse matrix of shape (texts, forms), 1 where a text holds a form that is not negated.
    """

    forms: list[str]
    matrix: Any


def weak_labels(texts: Iterable[str], knowledge: Knowledge, keys: Sequence[str]) -> Array:
    """Let the reviewed entries alone, with all cues, judge texts.

    Args:
        texts: the texts.
        knowledge: its lexicon and cues are used, its affinities are not.
        keys: the emotions to give, of any tier.

    Returns:
        Scores of shape (texts, keys).
    """
    import numpy as np

    classifier = EmotionClassifier(knowledge, parameters=Parameters(affinity_floor=float("inf"), threshold=0.0))
    rows = [result.scores() for result in classifier.pipe(texts)]
    return np.array([[row.get(key, 0.0) for key in keys] for row in rows])


def affirmed(texts: Sequence[str], knowledge: Knowledge, passed_over: frozenset[str] = frozenset()) -> Affirmed:
    """Find the words, and phrases of the lexicon, that texts hold and do not negate.

    Function words and numbers are left out, and forms that stand in fewer than `USES` texts.

    Args:
        texts: the texts.
        knowledge: its lexicon and negators are used.
        passed_over: further words that are left out, as those that `words_of_groups` finds.
    """
    from scipy.sparse import csr_matrix

    negators = {normalise(cue.form) for cue in knowledge.cues if cue.kind is CueKind.NEGATOR}
    found = [_affirmed(text, knowledge, negators) for text in texts]
    counts = Counter(form for forms in found for form in forms)
    telling = (form for form, count in counts.items() if count >= USES and not is_function_word(form))
    forms = sorted(form for form in telling if form not in passed_over)
    places = {form: place for place, form in enumerate(forms)}
    held = [sorted(places[form] for form in each if form in places) for each in found]
    starts = [0, *accumulate(map(len, held))]
    columns = list(chain.from_iterable(held))
    return Affirmed(forms, csr_matrix(([1.0] * len(columns), columns, starts), shape=(len(texts), len(forms))))


def _affirmed(text: str, knowledge: Knowledge, negators: set[str]) -> set[str]:
    tokens, phrases = tokenise(text), knowledge.lexicon.phrases
    forms: set[str] = set()
    at = negated_until = 0
    while at < len(tokens):
        match = phrases.longest(text, tokens, at)
        form, end = match if match else (tokens[at].form, at + 1)
        if form in negators:
            negated_until = end + REACH
        elif at >= negated_until:
            forms.add(form.removesuffix("'s"))
        at = end
    return forms

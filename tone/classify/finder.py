"""Read a text once from left to right: find its words, phrases and cues.

A text is split at white space, and each chunk is looked up in a bounded memory of chunks that were read before, which
holds what its tokens are. Most tokens are nothing, and a word that no cue reaches costs one addition to a list; offsets
and mentions are made when somebody asks for them.
"""

from __future__ import annotations

from tone.classify.findings import AHEAD, Findings
from tone.classify.items import BEGINS, CUE, ENDS, LATER, LINE, OTHER, SEVERAL, WORD, Item, Memory, flat
from tone.classify.mentions import Mention
from tone.classify.parameters import Parameters
from tone.classify.scopes import CuePlace, Found, Scopes
from tone.classify.senses import settle
from tone.classify.words import DETERMINERS, PRONOUNS, Words
from tone.emotion import Knowledge
from tone.errors import TextError
from tone.model import CueKind
from tone.text.chunks import ChunkToken


class MentionFinder:
    """Finds the words of texts that speak of emotions, with the cues that change them.

    Args:
        knowledge: words, affinities, links and cues.
        parameters: the constants of the rules.
    """

    def __init__(self, knowledge: Knowledge, parameters: Parameters | None = None) -> None:
        self.parameters = parameters or Parameters()
        self.words = Words(knowledge, self.parameters)
        self._memory = Memory(self.words)
        self._nothing = [Item(ChunkToken(0, 0, ""), "", self.words)] * AHEAD

    def find(self, text: object) -> tuple[Mention, ...]:
        """Find the mentions of a text, in order.

        Args:
            text: any text.

        Raises:
            TextError: the argument is not a `str`.
        """
        return self.read(text).mentions

    def read(self, text: object) -> Findings:
        """Read a text.

        Args:
            text: any text; the time it takes grows with its length, no faster.

        Raises:
            TextError: the argument is not a `str`.
        """
        found = self.scan(text)
        assert isinstance(text, str)  # noqa: S101 - else nothing would have been found
        return Findings(text, *found)

    def scan(self, text: object) -> tuple[list[str], list[Item], list[Found], list[int]]:  # noqa: C901 - calls cost much
        """Read a text, and give what `Findings` are made of, for those who need no more than the words."""
        if not isinstance(text, str):
            raise TextError(
                f"expected text as str, got {type(text).__name__}: decode bytes and drop missing values first"
            )
        chunks = _with_lines(text) if LINE in text else text.split()
        items = list(map(self._memory.__getitem__, chunks))
        items += self._nothing  # so that looking ahead needs no care at the end
        found: list[Found] = []
        append = found.append
        sentences: list[int] = []
        scopes: Scopes | None = None
        active = -1
        shouted: bool | None = None
        sentence, several = 0, False
        walk = enumerate(items)
        for at, item in walk:
            kind = item.kind
            if not kind:
                continue
            # the commonest kinds are done with in few steps, as most of the time would go into them
            if kind <= CUE:
                second = items[at + 1]  # most words are the second of no phrase whatever
                if not second.follows or second.form not in item.nexts:  # type: ignore[operator]  # it has some
                    if kind == BEGINS:
                        continue
                    gaps = item.gaps
                    if gaps is None or not (
                        ((third := items[at + 2]).parted and third.form in gaps)
                        or ((fourth := items[at + 3]).parted and fourth.form in gaps)
                    ):
                        if kind == CUE:
                            if scopes is None:
                                scopes = Scopes(self.words, self.parameters, found, sentence, sentences)
                            scopes.meet(item.cue, at, at, item.token.drawn_out)  # type: ignore[arg-type]  # it has one
                            active = scopes.active
                            continue
                        if item.word is None:
                            continue
                        if at > active:
                            append((at, at, item.word, 1.0, ()))
                            continue
            elif kind == WORD:
                if at > active:  # no cue reaches this place
                    append((at, at, item.word, 1.0, ()))  # type: ignore[arg-type]  # it has one
                    continue
            elif scopes is None and kind <= ENDS:
                if kind == LATER:
                    continue
                if item.word is not None:
                    append((at, at, item.word, 1.0, ()))
                if item.ends == 2 and len(found) > sentence:
                    sentence = len(found)
                    sentences.append(sentence)
                continue
            if kind == SEVERAL:
                items[at:] = flat(items[at:])  # once a text; the walk goes on in the same list
                item = items[at]
                kind = item.kind
            word, last, nexts = item.word, at, item.nexts
            match, loud = None, item if item.emphasis else None
            if nexts is not None:
                second = items[at + 1]
                step = nexts.get(second.form)
                gaps = item.gaps
                # mostly the third word already tells that no phrase is here
                if (
                    step is not None and (step.form or items[at + 2].form in step.nexts or second.kind == SEVERAL)  # type: ignore[operator]
                ) or (gaps is not None and (items[at + 2].form in gaps or items[at + 3].form in gaps)):
                    match = _longest(items, at, item)
            if match is not None:
                form, last = match
                word, cue = self.words.word(form), self.words.cues.get(form)
                for part in items[at : last + 1]:
                    if part.token.capitals or part.token.drawn_out:
                        loud = part
                        break
                for _ in range(last - at):
                    next(walk)
            else:
                cue = item.cue
                if cue is None and kind < OTHER and (word is None or at > active):
                    if word is not None:
                        append((at, at, word, 1.0, ()))
                    if kind >= LATER:
                        if scopes is not None:
                            scopes.end(at, item.ends, None)
                            active = scopes.active
                        if item.ends == 2 and len(found) > sentence:
                            sentence = len(found)
                            sentences.append(sentence)
                    continue
            if item.opens and scopes is not None:
                scopes.end(at, 1, None)
                active = scopes.active
            if word is not None:
                several |= word.several
                if at > active:
                    append((at, last, word, 1.0, ()))
                else:
                    assert scopes is not None  # noqa: S101 - only scopes make anything active
                    append(scopes.apply(at, last, word, items[last + 1].form))
                    active = scopes.active
                if loud is not None:
                    if shouted is None:
                        shouted = text.isupper()
                    self._emphasise(found, loud, shouted)
            if cue is not None and (scopes is not None or cue.waits):
                if scopes is None:
                    scopes = Scopes(self.words, self.parameters, found, sentence, sentences)
                scopes.meet(cue, at, last, item.token.drawn_out)
                active = scopes.active
            ends = items[last].ends
            if ends:
                mark = items[last].mark
                if item.form == LINE and at and items[at - 1].form == LINE:
                    ends = 2
                if mark is not None and scopes is None and len(found) > sentence:
                    scopes = Scopes(self.words, self.parameters, found, sentence, sentences)
                if scopes is not None:
                    scopes.end(last, ends, mark)
                    active = scopes.active
                if ends == 2 and len(found) > sentence:
                    sentence = len(found)
                    sentences.append(sentence)
        if sentences and sentences[-1] == len(found):
            sentences.pop()
        if several:
            settle(found, sentences, self.words, self.parameters)
        return chunks, items, found, sentences

    def _emphasise(self, found: list[Found], item: Item, shouted: bool) -> None:
        """Let capitals and drawn-out letters weigh more."""
        first, last, word, factor, cues = found[-1]
        more = self.parameters.elongated if item.token.drawn_out else 1.0
        if item.token.capitals and not shouted:
            more *= self.parameters.capitals
        if more != 1.0:
            cue = CuePlace(first, last, CueKind.EMPHASIS, more)
            found[-1] = (first, last, word, min(factor * more, self.parameters.highest), (*cues, cue))


def _longest(items: list[Item], at: int, item: Item) -> tuple[str, int] | None:
    """Find the longest phrase that begins at an item, and the place of its last word; with a gap where it allows one.

    Items of several tokens that lie in the way are put apart, so that none is passed over unread.
    """
    for skipped in range(AHEAD if item.gaps else 1):
        start = place = at + 1 + skipped
        if items[start].opens or (skipped and items[start - 1].ends):
            return None
        nexts, found = item.nexts, None
        while nexts is not None:
            word = items[place]
            if word.kind == SEVERAL:
                items[place:] = flat(items[place:])
                word = items[place]
            node = nexts.get(word.form)
            if node is None or word.opens:
                break
            if node.form and (not skipped or node.gaps):
                found = node.form, place
            if word.ends:
                break
            nexts, place = node.nexts, place + 1
        if found and (not skipped or _may_part([word.form for word in items[at + 1 : start]])):
            return found
    return None


def _with_lines(text: str) -> list[str]:
    """Split at white space, with line ends as chunks of their own."""
    chunks: list[str] = []
    for line in text.split("\n"):
        chunks += line.split()
        chunks.append(LINE)
    return chunks[:-1]


def _may_part(forms: list[str]) -> bool:
    """Tell whether words may stand in the gap of a phrase: "cheer him up", "let my family down", "ran right out of"."""
    if len(forms) == 2 and forms[0] in DETERMINERS:
        return forms[1].isalpha()
    return all(form in PRONOUNS or form.endswith("ly") for form in forms)

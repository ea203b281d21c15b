"""What words find, and in which order."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from trafficking.search import words
from trafficking.search.bits import Bits, Scores, bit_numbers
from trafficking.search.index import IMPLIED, NAMED, OFFICE, STATED, Hit, Index, whole_name
from trafficking.search.vocabulary import ALIKE

#: What a fully sure hit of a word is worth, by what it hits.
WEIGHTS = {"service": 100, "situation": 60, "area": 60, "audience": 60, "language": 60}
NAME, PHONE, TEXT, TEXT_BEGINNING = 80, 120, 24, 16
#: For a phrase of a term in full and for the very text, as a share of the weight of the facet.
PHRASE, VERY_TEXT = 1.2, 0.6
#: For words that all stand in the name, several or one; for the very name.
IN_NAME, ONE_IN_NAME, VERY_NAME = 160, 60, 40
#: How much of that a document gets, by how closely it fits the term: a place that is served with the whole country is
#: meant less than the place itself.
CLOSE = {STATED: 1.0, OFFICE: 0.85, IMPLIED: 0.7, NAMED: 0.4}
#: Results below this share of the best one are noise. The bonus of a name and the beginning of one do not count:
#: somebody who is called "Juridiskā biedrība" must not hide those who give legal help, nor Skalbes those for a "kri-".
LEAST_SHARE = 0.4
#: A name as it stands is surer than any likeness; a likeness is worth its square.
LEAST_NAME_LIKENESS = 0.5
#: More words than anybody means are not looked at.
MOST_WORDS = 20
#: Terms that say what the words were taken for: at most so many, each clear enough, none much vaguer than the first.
MOST_UNDERSTOOD, LEAST_CLEAR, LEAST_SHARE_OF_CLEAREST = 4, 0.6, 0.5


@dataclass(frozen=True)
class Found:
    """The documents found: (score, documents) from the best down. `terms` are what the words were understood as."""

    levels: list[tuple[int, Bits]]
    terms: tuple[tuple[str, str], ...] = ()
    hits: tuple[tuple[Hit, Bits], ...] = ()

    @property
    def bits(self) -> Bits:
        return sum(bits for _score, bits in self.levels)

    def numbers(self, among: Bits) -> Iterator[int]:
        """Document numbers in order of rank, those `among` the given set only."""
        for _score, bits in self.levels:
            yield from bit_numbers(bits & among)

    def why(self, number: int) -> list[Hit]:
        """Why a document was found."""
        return [hit for hit, bits in self.hits if bits >> number & 1]


def search(index: Index, text: str) -> Found:
    """What a person's words find. No words: everything, in the editors' order."""
    if digits := words.phone_digits(text):
        return _number(digits, index.phones.bits(digits))
    if (digits := words.short_number(text)) and (bits := index.phones.bits(digits)):
        return _number(digits, bits)
    keys = words.keys(text)[:MOST_WORDS]
    if not keys:
        return Found([] if text.strip() else [(0, index.everything)])
    return _Search(index, text, keys).found()


def _number(digits: str, bits: Bits) -> Found:
    return Found([(PHONE, bits)] if bits else [], hits=((Hit("number", digits), bits),))


class _Search:
    """One search on its way: the scores, and what the words were understood as."""

    def __init__(self, index: Index, text: str, keys: list[str]):
        self.index, self.text, self.keys = index, text, keys
        self.scores = Scores(index.everything)
        self.hits: list[tuple[Hit, Bits]] = []
        self.understood: dict[int, float] = {}
        self.in_every_name = index.everything
        self.begun_names: list[tuple[Bits, float, Hit]] = []

    def found(self) -> Found:
        last = len(self.keys) - 1
        self._whole_phrases([self._word(key, place == last) for place, key in enumerate(self.keys)])
        for number in self.index.vocabulary.called(self.text):
            self._count_term(number, VERY_TEXT)
        best = self.scores.best()
        self._whole_names()
        if best <= TEXT:  # nothing but mentions, which a name may hide
            best = self.scores.best()
        return Found(self.scores.best_first(LEAST_SHARE * best), self._terms(), tuple(self.hits))

    def _terms(self) -> tuple[tuple[str, str], ...]:
        least = max(LEAST_CLEAR, LEAST_SHARE_OF_CLEAREST * max(self.understood.values(), default=0))
        clear = [(-sure, number) for number, sure in self.understood.items() if sure >= least]
        terms = [self.index.vocabulary.terms[number] for _sure, number in sorted(clear)]
        return tuple((term.facet, term.slug) for term in terms[:MOST_UNDERSTOOD])

    def _add(self, bits: Bits, weight: float, hit: Hit) -> None:
        if bits:
            self.scores.add(bits, weight)
            self.hits.append((hit, bits))

    def _word(self, key: str, is_last: bool) -> dict[str, float]:
        """Count one word: as terms, in names, in texts. Returns its meanings in the vocabulary."""
        index, stem = self.index, words.stem(key)
        meanings = index.vocabulary.meanings(key, is_last)
        in_names, in_texts, text_weight = index.name_stems.bits(stem), index.text_stems.bits(stem), TEXT
        self._add(in_names, NAME, Hit("name", key))
        if is_last and not (in_names or in_texts):
            in_names = self._begun_name(key)
            in_texts, text_weight = index.text_stems.bits(*index.text_words.beginning_with(key)), TEXT_BEGINNING
        meant = self._count_terms(meanings, in_names)
        if not (meant or in_names):
            # Nothing is called so, and nobody has what is: it may be a mistake.
            alike = index.vocabulary.lookalikes(key, but=meanings)
            if not in_texts:
                in_names = self._mistyped_name(key, least=max(alike.values(), default=0) / ALIKE)
            meant = self._count_terms(alike, in_names)
            meanings |= alike
        # Whom the word fits anyway gains nothing by using it.
        self._add(in_texts & ~meant, text_weight, Hit("text", key))
        self.in_every_name &= in_names
        return meanings

    def _begun_name(self, key: str) -> Bits:
        """Note names of which a word may be the beginning, the nearer complete the surer; they are counted last."""
        weight = NAME + (ONE_IN_NAME if len(self.keys) == 1 else 0)
        reached: Bits = 0
        for other in sorted(self.index.name_words.beginning_with(key), key=lambda other: (len(other), other)):
            bits = self.index.names.bits(other) & ~reached
            self.begun_names.append((bits, weight * len(key) / len(other), Hit("name", other)))
            reached |= bits
        return reached

    def _mistyped_name(self, key: str, least: float) -> Bits:
        """Count names of which a word may be a misspelling, if they are at least so much alike."""
        reached: Bits = 0
        alike = self.index.name_words.alike(key, max(least, LEAST_NAME_LIKENESS))
        for other, likeness in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
            bits = self.index.names.bits(other) & ~reached
            self._add(bits, NAME * likeness**2, Hit("name", other))
            reached |= bits
        return reached

    def _count_terms(self, meanings: dict[str, float], in_names: Bits) -> Bits:
        """Each document gains what its surest term of each facet is worth; a word that means many is worth less.

        Documents `in_names` have the typed word itself in their name. Returns all that gained.
        """
        by_facet: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for number, sure in self.index.vocabulary.terms_of(meanings).items():
            by_facet[self.index.vocabulary.terms[number].facet].append((sure, number))
        meant: Bits = 0
        for found in by_facet.values():
            reached: Bits = 0
            for sure, number in sorted(found, reverse=True):
                reached |= self._count_term(number, sure / math.sqrt(len(found)), reached, in_names)
            meant |= reached
        return meant

    def _count_term(self, number: int, sure: float, but: Bits = 0, named: Bits = 0) -> Bits:
        """Count the documents of a term, `but` some; for being called after it not those `named`. Returns them."""
        self.understood[number] = self.understood.get(number, 0) + sure
        term, reached = self.index.vocabulary.terms[number], but
        weight = WEIGHTS[term.facet] * sure
        for how, bits in self.index.meant_by(number):
            gaining = bits & ~reached & ~named if how == NAMED else bits & ~reached
            hit = Hit("name", term.slug) if how == NAMED else Hit(term.facet, term.slug)
            self._add(gaining, weight * CLOSE[how], hit)
            reached |= gaining
        return reached & ~but

    def _whole_phrases(self, meanings: list[dict[str, float]]) -> None:
        """Phrases of terms in full ("drošā māja") earn a bonus, longer ones first, each word once."""
        by_places: dict[frozenset[int], dict[int, float]] = defaultdict(dict)
        for phrase in self.index.vocabulary.whole_phrases(meanings):
            terms = by_places[phrase.places]
            terms[phrase.term] = max(terms.get(phrase.term, 0), phrase.sure)
        free = set(range(len(self.keys)))
        for places, terms in sorted(by_places.items(), key=lambda item: (-len(item[0]), sorted(item[0]))):
            if places <= free:
                free -= places
                for number, sure in terms.items():
                    self._count_term(number, PHRASE * sure * len(places) / math.sqrt(len(terms)))

    def _whole_names(self) -> None:
        """Names that were begun; all words in one name earn a bonus; the very name a further one."""
        for bits, weight, hit in self.begun_names:
            self._add(bits, weight, hit)
        name = " ".join(self.keys)
        if len(self.keys) > 1:
            self._add(self.in_every_name, IN_NAME, Hit("name", name))
        elif not self.begun_names:
            self._add(self.in_every_name, ONE_IN_NAME, Hit("name", name))
        self._add(self.index.whole_names.bits(whole_name(self.keys)), VERY_NAME, Hit("name", name))

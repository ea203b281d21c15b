"""Words that ask for help free of charge: they set the filter and are not searched for.

No organisation is called so and no text is looked through for them: who is free of charge is stated at each service.
"""

from trafficking.search import words

#: As people say it; their endings do not matter.
FREE = (
    "bezmaksas, bez maksas, bezmaksu, par brīvu, par velti, par baltu velti",
    "free, for free, free of charge, free of cost, no cost, at no cost, no charge, without charge, gratis",
    "бесплатно, бесплатный, бесплатная, бесплатную, бесплатные, за бесплатно, без оплаты, безвозмездно",
    "безкоштовно, безкоштовний, безкоштовна, безоплатно, безоплатний, безоплатна, безплатно, без оплати",
)
#: "Free" that has nothing to do with money: wanting to be free, being not free to leave, a toll-free number.
ANOTHER_FREE = ("be free", "get free", "break free", "set free", "not free", "am free", "toll free", "free to")
#: Words of so many letters may have one typing mistake; of so many typed at the end, more may be on their way.
LONG, SHORTEST_BEGINNING = 7, 5


def _phrases(lists: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Phrases as stems, longer ones first."""
    phrases = {tuple(map(words.stem, words.all_keys(each))) for text in lists for each in text.split(",")}
    return sorted(phrases, key=lambda phrase: (-len(phrase), phrase))


_FREE, _ANOTHER_FREE = _phrases(FREE), _phrases(ANOTHER_FREE)


def without_free(text: str) -> tuple[str, bool]:
    """A text without the words that ask for help free of charge, and whether there were any."""
    typed = list(words.WORD.finditer(text))
    keys = [words.key(word.group()) for word in typed]
    left: list[str] = []
    place, asked = 0, False
    while place < len(typed):
        if spared := _length(_ANOTHER_FREE, keys, place):
            left += [word.group() for word in typed[place : place + spared]]
            place += spared
        elif length := _length(_FREE, keys, place):
            asked = True
            place += length
        else:
            left.append(typed[place].group())
            place += 1
    return (" ".join(left), True) if asked else (text, False)


def _length(phrases: list[tuple[str, ...]], keys: list[str], place: int) -> int:
    """How many words from a place on are one of the phrases; 0 for none."""
    for phrase in phrases:
        here = keys[place : place + len(phrase)]
        unfinished = place + len(phrase) == len(keys)
        if len(here) == len(phrase) and all(_is(key, stem, unfinished) for key, stem in zip(here, phrase, strict=True)):
            return len(phrase)
    return 0


def _is(key: str, stem: str, unfinished: bool) -> bool:
    typed = words.stem(key)
    if typed == stem or (unfinished and len(key) >= SHORTEST_BEGINNING and stem.startswith(key)):
        return True
    return min(len(typed), len(stem)) >= LONG and words.one_mistake(typed, stem)

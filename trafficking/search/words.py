"""Words as keys: one spelling for what people type in four languages and two alphabets.

`psihologs`, `Psihologam`, `psihologiskaa`, `психолог` and `psiholog` should meet. A key has no capitals, no
diacritics and no Cyrillic (it is written the Latvian way), and its doubtful spellings are evened out. Keys are for
comparing only: nobody reads them, so a rule may be crude as long as it is the same on both sides.

Pure functions. Why no dictionary: there is none for Latvian or Ukrainian in the databases, those that exist know
no word without its diacritics, and a table of two million word forms found nothing more than these rules do.
"""

import html
import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
TAGS = re.compile(r"<[^>]*>")

#: Cyrillic as Latvian writes it; ь and ъ are silent. й stays apart from и: it sounds like a Latvian j.
CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "z", "з": "z",
        "и": "i", "і": "i", "ї": "i", "й": "j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ы": "i",
        "ь": "", "э": "e", "ю": "ju", "я": "ja",
    }
)  # fmt: skip

#: Ways of typing one sound, applied in this order: Russian and Ukrainian in Latin letters, Latvian without its
#: own letters (`drosha maaja`), Greek roots in English.
SPELLINGS = tuple(
    (re.compile(typed), sound)
    for typed, sound in (
        ("psych", "psih"), ("shch|sch|sh", "s"), ("ch", "c"), ("zh", "z"), ("kh", "h"), ("ph", "f"),
        ("ts(?=[aeiou])", "c"), ("yu", "ju"), ("ya", "ja"), ("y[eo]|j[eo]|ie", "e"), ("y", "i"), ("w", "v"),
        ("x", "ks"), ("q", "k"), ("ck", "k"), ("ij", "i"),
        (r"([^\W\d])\1+", r"\1"),  # letters only: 2011 is not 201
    )
)  # fmt: skip

#: Grammatical endings by language; the longest one that leaves a stem is cut.
ENDINGS = {
    "lv": "a as ai u am ā ām ās e es ei ē ēm ēs s is im iem ī īm īs us os o ajam ajai ajiem ajām ajos ajās ais "
    "šana šanas šanu šanai ums uma umu umam ība ības ību ībai ībā iska iskas isku iskā iskai isks iskajai iskais "
    "ot ojot t šu sim",
    "ru": "а я ы и у ю е о ой ей ом ем ам ям ами ями ах ях ов ев ий ый ая яя ое ее ые ие ого его ому ему ым им ых их "
    "ую юю ью ия ии ию ией иям иями иях ние ния нию нием ать ять еть ить ает яет ют ут ит ет ал ала али ил ила или",
    "uk": "а я и і у ю е о ою ею єю ом ем ам ям ами ями ах ях ів їв ей ий а яя є ого ому ім им их іх ій ю ію ія ії "
    "ння нню нням ення ати яти іти ити ає ють уть ить ав ала али ив ила или ові еві",
    "en": "s es ed ing er ers or ors ment ments al ion ions",
}
SHORTEST_STEM = 4

#: Words that say nothing about what is looked for; in Latin letters too, however a language writes them.
STOP_WORDS = {
    "lv": "un vai ar par no uz pie ka kas kur kā es man mani mana mans mans manu tu jūs viņš viņa ir nav būs lai ļoti "
    "pēc pirms bez vajag vajadzīga vajadzīgs vajadzētu gribu meklēju lūdzu kam ko kāds kāda kādu šo tas tā to "
    "valoda valodā valodu valodas runā runājošs",
    "en": "the a an of to for in on at and or is are am my me i you your who what where how with from by it need want "
    "can do does please some any language speaking speaks speak someone somebody",
    "ru": "и в во на с со к ко по за из от у о об я мне меня мой моя мы вы он она они нет не кто где как что это "
    "для нужен нужна нужно нужны хочу ищу пожалуйста кому куда язык языке язык языком языка говорит говорят",
    "uk": "і й та в у на з із зі до від про я мені мене мій моя ми ти ви він вона вони є немає не хто де як що це для "
    "потрібен потрібна потрібно потрібні треба хочу шукаю будь ласка кому куди мова мовою мові мови говорить",
}
#: The same, but only as they are written here: Russian "есть" (there is) has the key of Latvian "ēst" (to eat).
STOP_WORDS_AS_WRITTEN = {"есть"}


@lru_cache(maxsize=1 << 17)
def key(word: str) -> str:
    """One word's key. `Психологическая` and `psihologicheskaya` have the same."""
    folded = APOSTROPHES.sub("", unicodedata.normalize("NFC", word).casefold()).translate(CYRILLIC)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    for typed, sound in SPELLINGS:
        plain = typed.sub(sound, plain)
    return plain


def _keys_of(lists: dict[str, str]) -> frozenset[str]:
    return frozenset(key(word) for text in lists.values() for word in text.split())


_ENDINGS = sorted(_keys_of(ENDINGS), key=lambda ending: (-len(ending), ending))
_STOP_KEYS = _keys_of(STOP_WORDS)


def _says_nothing(word: str, word_key: str) -> bool:
    """Whether a written word of this key tells nothing of what is looked for; single letters do not."""
    short = len(word_key) < 2 and not word_key.isdigit()
    return short or word_key in _STOP_KEYS or word.casefold() in STOP_WORDS_AS_WRITTEN


@lru_cache(maxsize=1 << 17)
def stem(word_key: str) -> str:
    """A key without its grammatical ending; at least four letters stay."""
    for ending in _ENDINGS:
        if word_key.endswith(ending) and len(word_key) - len(ending) >= SHORTEST_STEM:
            return word_key[: -len(ending)]
    return word_key


def _words(text: str) -> list[tuple[str, str]]:
    """The words of a text in order, each with its key; those that have none are left out."""
    return [(word, found) for word in WORD.findall(APOSTROPHES.sub("", text)) if (found := key(word))]


def all_keys(text: str) -> list[str]:
    """The keys of all words of a text, in order."""
    return [found for _word, found in _words(text)]


def keys(text: str) -> list[str]:
    """The keys of a text's words, in order, without single letters and words that say nothing.

    A text of such words alone keeps them: somebody who types only "who" is answered with what there is.
    """
    telling = [found for word, found in _words(text) if not _says_nothing(word, found)]
    return telling or all_keys(text)


def whole(text: str) -> str:
    """A text as one entry, words that say nothing included: "gribu mirt" is not "mirt"."""
    return " ".join(map(stem, all_keys(text)))


@lru_cache(maxsize=1 << 18)
def _stem_of(word: str) -> str:
    """The stem of a written word; nothing for one that says nothing."""
    word_key = key(word)
    return "" if len(word_key) < 2 or _says_nothing(word, word_key) else stem(word_key)


def stems(text: str) -> set[str]:
    """The stems of a text's words. Much faster than `keys`, for long texts: each written word is looked at once."""
    found = set(map(_stem_of, WORD.findall(text)))
    found.discard("")
    return found


def plain(rich_text: str) -> str:
    """The words of a rich text, those of neighbouring elements kept apart."""
    return html.unescape(TAGS.sub(" ", rich_text))


def phone_digits(text: str) -> str | None:
    """The last eight digits of a telephone number (a Latvian number without its country code); None for other text."""
    digits = "".join(re.findall(r"\d", text))
    return digits[-8:] if len(digits) >= 7 and not re.search(r"[^\W\d_]", text) else None


def short_number(text: str) -> str | None:
    """The digits of what may be a short telephone number, such as 116006; None for other text."""
    digits = re.sub(r"[\s-]", "", text)
    return digits if re.fullmatch(r"[0-9]{3,6}", digits) else None


@lru_cache(maxsize=1 << 17)
def trigrams(word_key: str) -> frozenset[str]:
    """The runs of three letters of a key, its beginning and end included."""
    padded = f"  {word_key} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


def one_mistake(one: str, other: str) -> bool:
    """Whether two keys differ by one letter: missing, too many, wrong, or swapped with its neighbour."""
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    if len(rest) == len(other_rest):
        swapped = rest[1:2] + rest[:1] + rest[2:]
        return bool(rest) and (rest[1:] == other_rest[1:] or swapped == other_rest)
    return len(other_rest) - len(rest) == 1 and rest == other_rest[1:]


def likeness(one: str, other: str, shared: int | None = None) -> float:
    """How alike two keys are, 0 to 1: by the trigrams they share (Dice's coefficient), or by a single mistake.

    `shared` is the number of common trigrams where it is known. Trigrams alone do not see that `тиарн` is `тиран`.
    """
    first, second = trigrams(one), trigrams(other)
    common = len(first & second) if shared is None else shared
    alike = 2 * common / (len(first) + len(second))
    longer = max(len(one), len(other))
    return max(alike, 1 - 1 / longer) if one_mistake(one, other) else alike

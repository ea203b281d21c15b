"""Words as keys: one spelling for what people type in four languages and two alphabets.

`psihologs`, `Psihologam`, `psiholoģe`, `психолог` and `psychologist` should meet. A key has no diacritics,
no capitals and no Cyrillic (written the Latvian way), and its doubtful spellings are evened out. Pure functions;
measured against labelled queries in tests/search.
"""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+", re.UNICODE)
APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`](?=\w)")

#: Cyrillic as Latvian writes it; ь and ъ are silent.
CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "z", "з": "z",
        "и": "i", "і": "i", "ї": "i", "й": "j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ы": "i",
        "ь": "", "э": "e", "ю": "ju", "я": "ja",
    }
)  # fmt: skip

#: Ways of typing one sound, in this order: Latin-typed Russian, Latvian without its letters, English.
SPELLINGS = (
    ("psych", "psih"), ("shch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("kh", "h"), ("ph", "f"),
    ("yu", "ju"), ("ya", "ja"), ("yo", "e"), ("ye", "e"), ("jo", "e"), ("je", "e"), ("ie", "e"),
    ("y", "i"), ("w", "v"), ("x", "ks"), ("q", "k"), ("ij", "i"), ("ck", "k"),
)  # fmt: skip
DOUBLED = re.compile(r"(.)\1+")

#: Endings of Latvian, Russian, Ukrainian and English words, as keys. The longest that leaves a stem is cut.
ENDINGS = sorted(
    {
        *"s a is us as es os i u e o am ai em im um em ei am ajam ajai am os as ams am iem em im am".split(),
        *"ana anas anu sana sanu igs iga igais iga ibas iba ibu amies ties ies ite".split(),
        *"j om oj ogo omu im ih imi aja uju oje ami ah ov ev ej iju ija iju ijam ijah ju jam jah jami ja".split(),
        *"ih ogo omu ou eju oju ovi evi iv iti ati at it et ut ti l la li lo nij naja noe nie nih nim noj noi".split(),
        *"ing ed es s er ers or ors ist ists ion ions al ment ments".split(),
        *"u i e a o".split(),
    },
    key=len,
    reverse=True,
)
SHORTEST_STEM = 4

#: Words that say nothing about what is looked for, as keys.
STOP_WORDS = frozenset(
    "un vai ar par no uz pie ka kas kur es man mani mana mans tu jus vins vina ir nav bus lai loti pec pirms bez "
    "the a an of to for in on at and or is are am my me i you who what where how with from by it need want can "
    "i v vo na s so k ko po za iz ot u o ob ja mne menja moi moja mi vi on ona est net ne kto gde kak cto eto dla "
    "v u na za z iz do vid po pro je meni mene mij moja ja ti vin vona de jak so ce dla hoce ci ta te "
    "vajag vajadziga vajadzigs gribu nuzno nuzna nuzen treba potriben potribna potribno hocu need".split()
)


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """One word's key. `Психологическая` and `psihologicheskaya` have the same."""
    folded = APOSTROPHES.sub("", word.casefold()).translate(CYRILLIC)
    plain = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    for typed, sound in SPELLINGS:
        plain = plain.replace(typed, sound)
    return DOUBLED.sub(r"\1", plain)


@lru_cache(maxsize=65536)
def stem(word_key: str) -> str:
    """A key without its grammatical ending; at least four letters stay."""
    for ending in ENDINGS:
        if word_key.endswith(ending) and len(word_key) - len(ending) >= SHORTEST_STEM:
            return word_key[: -len(ending)]
    return word_key


def keys(text: str) -> list[str]:
    """The keys of a text's words, in order, stop words and single letters left out."""
    plain = APOSTROPHES.sub("", text)
    found = (key(word) for word in WORD.findall(plain))
    return [each for each in found if (len(each) > 1 or each.isdigit()) and each not in STOP_WORDS]


def phone_digits(text: str) -> str | None:
    """The last eight digits of a telephone number in a text (a Latvian number without its country code)."""
    digits = "".join(re.findall(r"\d", text))
    return digits[-8:] if len(digits) >= 7 and not re.search(r"[^\W\d_]", text) else None


@lru_cache(maxsize=65536)
def trigrams(word_key: str) -> frozenset[str]:
    padded = f"  {word_key} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def likeness(one: str, other: str) -> float:
    """How alike two keys are, 0 to 1 (Dice's coefficient of their trigrams)."""
    first, second = trigrams(one), trigrams(other)
    return 2 * len(first & second) / (len(first) + len(second))

"""A directory out of nothing but what a test is about, for the parts of the search that need no database."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from trafficking.search.index import Index
from trafficking.search.ranking import search
from trafficking.search.vocabulary import Term

TERMS = (
    Term("service", "legal", ("Juridiskā palīdzība", "jurists", "юрист"), (("situation", "before"),)),
    Term("service", "psych", ("Psiholoģiskā palīdzība", "psihologs", "психолог"), (("situation", "support"),)),
    Term("service", "shelter", ("Patversme", "drošā māja", "убежище")),
    Term("situation", "before", ("Pirms brauciena",)),
    Term("situation", "support", ("Cietu no ekspluatācijas",)),
    Term("area", "latvia", ("Latvija",), (("area", "riga"), ("area", "ogre"))),
    Term("area", "riga", ("Rīga", "Рига")),
    Term("area", "ogre", ("Ogre",)),
    Term("language", "uk", ("ukraiņu", "українська", "Ukrainian")),
    Term("audience", "women", ("Sievietes", "женщины", "women")),
)


@dataclass
class Row:
    """One organisation."""

    key: str
    names: tuple[str, ...] = ()
    text: str = ""
    numbers: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()  # "facet:slug"


@dataclass
class Rows:
    """A `trafficking.search.index.Source` of rows."""

    rows: list[Row]
    vocabulary: tuple[Term, ...] = field(default=TERMS)

    def terms(self) -> tuple[Term, ...]:
        return self.vocabulary

    def documents(self) -> Iterator[tuple[str, list[str]]]:
        return ((row.key, list(row.names)) for row in self.rows)

    def having(self) -> Iterator[tuple[str, tuple[str, str]]]:
        for row in self.rows:
            for term in row.terms:
                facet, slug = term.split(":", 1)
                yield row.key, (facet, slug)

    def texts(self) -> Iterator[tuple[str, str]]:
        return ((row.key, row.text) for row in self.rows)

    def numbers(self) -> Iterator[tuple[str, str]]:
        return ((row.key, number) for row in self.rows for number in row.numbers)


def found(text: str, *rows: Row) -> list[str]:
    """The keys of the rows that a text finds, in order of rank."""
    index = Index(Rows(list(rows)))
    result = search(index, text)
    return [index.keys[number] for number in result.numbers(index.everything)]

"""A progress bar for commands: one line that fills up on a terminal, a line for each tenth elsewhere."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

Each = TypeVar("Each")
WIDTH = 30


def progress(
    each: Iterable[Each], total: int, out: Any, words: Callable[[Each], str] = lambda one: ""
) -> Iterator[Each]:
    """Pass things on and show how many of them are through; `words` says what to write behind the last one."""
    on_terminal, tenth = bool(getattr(out, "isatty", lambda: False)()), 0
    done = 0
    for done, one in enumerate(each, start=1):
        yield one
        if on_terminal:
            filled = WIDTH * done // max(total, 1)
            line = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done:,} of {total:,} {words(one)}"
            out.write(f"\r{line[:100]:<100}", ending="")
        elif done * 10 // max(total, 1) > tenth:
            tenth = done * 10 // max(total, 1)
            out.write(f"{done:,} of {total:,}")
    if on_terminal and done:
        out.write("")

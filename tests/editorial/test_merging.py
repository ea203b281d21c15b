import pytest

from trafficking.editorial.merging import Clash, merge

BASE = {"name_lv": "A", "name_en": "A", "areas": {"r": True}, "phones": {"1": {"number": "+1", "kind": "voice"}}}


def changed(**changes):
    return {**BASE, **changes}


@pytest.mark.parametrize(
    ("theirs", "mine", "merged"),
    [
        (BASE, BASE, BASE),
        (BASE, changed(name_lv="B"), changed(name_lv="B")),
        (changed(name_lv="B"), BASE, changed(name_lv="B")),
        (changed(name_en="T"), changed(name_lv="M"), changed(name_en="T", name_lv="M")),
        (changed(name_lv="B"), changed(name_lv="B"), changed(name_lv="B")),
        # relations: each side adds or takes away
        (changed(areas={"r": True, "t": True}), changed(areas={}), changed(areas={"t": True})),
        # children: one side edits the number, the other the kind; one adds a row
        (
            changed(phones={"1": {"number": "+2", "kind": "voice"}}),
            changed(phones={"1": {"number": "+1", "kind": "fax"}, "2": {"number": "+9", "kind": "sms"}}),
            changed(phones={"1": {"number": "+2", "kind": "fax"}, "2": {"number": "+9", "kind": "sms"}}),
        ),
        (changed(phones={}), BASE, changed(phones={})),
        (BASE, changed(phones={}), changed(phones={})),
        # a state from before a column existed says nothing about it
        (changed(name_ru="R"), changed(name_lv="M"), changed(name_ru="R", name_lv="M")),
        # a column that exists no longer is left out
        (BASE, changed(colour="red"), BASE),
    ],
)
def test_merge_without_clash(theirs, mine, merged):
    assert merge(BASE, theirs, mine) == (merged, [])


@pytest.mark.parametrize(
    ("theirs", "mine", "clash"),
    [
        (changed(name_lv="T"), changed(name_lv="M"), Clash(("name_lv",), "T", "M")),
        (
            changed(phones={"1": {"number": "+2", "kind": "voice"}}),
            changed(phones={"1": {"number": "+3", "kind": "voice"}}),
            Clash(("phones", "1", "number"), "+2", "+3"),
        ),
        (
            changed(phones={"1": {"number": "+2", "kind": "voice"}}),
            changed(phones={}),
            Clash(("phones", "1"), {"number": "+2", "kind": "voice"}, None),
        ),
    ],
)
def test_merge_tells_a_clash_and_keeps_mine(theirs, mine, clash):
    merged, clashes = merge(BASE, theirs, mine)
    assert clashes == [clash]
    assert merged == mine

"""What the three groups of staff may do, and that nobody makes more of themselves."""

import pytest
from django.contrib.auth.models import Group, User

from trafficking.editorial.groups import make_groups

pytestmark = pytest.mark.django_db


def member(name: str) -> User:
    user = User.objects.create_user(name.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    return user


@pytest.mark.parametrize(
    ("right", "writer", "publisher", "administrator"),
    [
        ("change_page", True, True, True),
        ("add_organisation", True, True, True),
        ("delete_phone", True, True, True),
        ("delete_page", False, True, True),
        ("publish_revision", False, True, True),
        ("view_confidential_location", False, True, True),
        ("view_correction", False, True, True),
        ("change_correction", False, True, True),
        ("add_correction", False, False, False),
        ("delete_revision", False, False, False),
        ("change_revision", False, False, False),
    ],
)
def test_rights_of_the_groups(right, writer, publisher, administrator):
    found = [member(name).has_perm(f"trafficking.{right}") for name in ("Writer", "Publisher", "Administrator")]
    assert found == [writer, publisher, administrator]


def test_administrators_alone_have_accounts_and_nobody_changes_groups():
    members = [member(name) for name in ("Writer", "Publisher", "Administrator")]
    assert [user.has_perm("auth.change_user") for user in members] == [False, False, True]
    assert not any(user.has_perm("auth.change_group") for user in members)


def test_groups_that_were_changed_are_left_alone():
    group = Group.objects.get(name="Writer")
    group.permissions.clear()
    make_groups()
    assert not group.permissions.exists()

"""Rows below an issue or an article: they change only while what they belong to may be changed."""

from editorial import workflow
from editorial.models import Article, Issue


class LockedRows:
    """For inlines: Django's permission, and ``workflow.may_edit`` for the row's owner."""

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and may_change(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_change(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may_change(request, obj)


def may_change(request, owner) -> bool:
    """Whether this person may save something here: as editing, or as a correction."""
    if owner is None or workflow.may_edit(request.user, owner):
        return True
    return isinstance(owner, Article | Issue) and workflow.may_correct(request.user, owner)


def is_open(request, owner) -> bool:
    """Whether the words may be exchanged at will: nobody has reviewed them yet."""
    if owner is None:
        return True
    is_settled = isinstance(owner, Article) and owner.state not in Article.IN_WRITING
    return workflow.may_edit(request.user, owner) and not is_settled

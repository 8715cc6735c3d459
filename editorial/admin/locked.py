"""Rows below an issue or an article: they change only while what they belong to may be changed."""

from editorial import workflow


class LockedRows:
    """For inlines: Django's permission, and ``workflow.may_edit`` for the row's owner."""

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and is_open(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and is_open(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and is_open(request, obj)


def is_open(request, owner) -> bool:
    return owner is None or workflow.may_edit(request.user, owner)

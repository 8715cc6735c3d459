"""Roles 角色 → what each may touch in the desk. Who may make which move: see ``workflow``."""

EDITOR = "责任编辑"
EXECUTIVE = "执行编辑"
DEPUTY = "副总编辑"
CHIEF = "总编辑"
DESIGNER = "美术编辑"
PROOFREADER = "校对"
ADMINISTRATOR = "管理员"  # not a group: Django's superuser

ROLES = (EDITOR, EXECUTIVE, DEPUTY, CHIEF, DESIGNER, PROOFREADER)
# Who reads the three proofs.
FIRST_READERS = (PROOFREADER, EDITOR)
SECOND_READERS = (PROOFREADER, EDITOR, EXECUTIVE)
THIRD_READERS = (EXECUTIVE, DEPUTY)
WRITERS = (EDITOR, EXECUTIVE, DEPUTY, CHIEF)
REVIEWERS = (EXECUTIVE, DEPUTY, CHIEF)

_READ = dict.fromkeys(
    (
        "issue",
        "article",
        "editorsnote",
        "attachment",
        "comment",
        "mastheadentry",
        "organisationprofile",
        "upload",
        "edition",
        "record",
        "manuscript",
        "section",
        "publication",
        "pagedesign",
        "correction",
        "holiday",
        "invitation",
    ),
    ("view",),
)
_WRITE = {
    "article": ("add", "change"),
    "editorsnote": ("add", "change", "delete"),
    "attachment": ("add", "change", "delete"),
    "comment": ("add", "change"),
    "invitation": ("add", "change"),
    "upload": ("add", "change"),
    "manuscript": ("add",),
    "edition": ("add",),
}
_LEAD = _WRITE | {
    "issue": ("add", "change"),
    "mastheadentry": ("add", "change", "delete"),
    "organisationprofile": ("add", "change", "delete"),
    "holiday": ("add", "change", "delete"),
}
_HEAD = _LEAD | {"publication": ("change",), "section": ("change",), "pagedesign": ("change",)}

# role → {model: actions}; ``apply_roles`` makes the groups say exactly this.
PERMISSIONS = {
    EDITOR: (_READ, _WRITE),
    EXECUTIVE: (_READ, _LEAD),
    DEPUTY: (_READ, _LEAD),
    CHIEF: (_READ, _HEAD),
    DESIGNER: (
        _READ,
        {
            "upload": ("add", "change"),
            "edition": ("add",),
            "issue": ("change",),
            "pagedesign": ("change",),
            "comment": ("add",),
        },
    ),
    PROOFREADER: (_READ, {"edition": ("add",), "comment": ("add",)}),
}


def permissions_of(role: str) -> set[str]:
    """Codenames such as ``change_article`` that the role's group holds."""
    return {
        f"{action}_{model}"
        for table in PERMISSIONS[role]
        for model, actions in table.items()
        for action in actions
    }


def roles_of(user) -> frozenset[str]:
    """The roles a person holds. One query, remembered on the user object."""
    if not user.is_active:
        return frozenset()
    if not hasattr(user, "_roles"):
        names = set(user.groups.values_list("name", flat=True)) & set(ROLES)
        user._roles = frozenset(names | ({ADMINISTRATOR} if user.is_superuser else set()))
    return user._roles

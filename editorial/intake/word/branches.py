"""mc:AlternateContent: the same thing for newer and for older programs; which one is read."""

from lxml import etree

from editorial.intake.word.names import MATH_TEXT, local, w


def branch_of(alternate):
    """The branch of mc:AlternateContent to read: the new one, unless only the old one has words."""
    branches = [each for each in alternate if local(each) in ("Choice", "Fallback")]
    branches = branches or [etree.Element("nothing")]
    return next((each for each in branches if _says_something(each)), branches[0])


def _says_something(branch) -> bool:
    return any(local(each) in ("t", "blip", "imagedata") for each in branch.iter())


def text_elements_in(element) -> list[str]:
    """Every piece of text below an element, branches not taken left out."""
    names = (w("t"), w("delText"), MATH_TEXT)
    skipped = set()
    for alternate in element.iter("{*}AlternateContent"):
        taken = branch_of(alternate)
        skipped |= {
            text for branch in alternate if branch is not taken for text in branch.iter(*names)
        }
    return [each.text or "" for each in element.iter(*names) if each not in skipped]

"""Charts and SmartArt: the parts behind a drawing → rows of numbers, lines of words."""

from editorial.intake.word.charts import chart_lines
from editorial.intake.word.names import local
from editorial.intake.word.package import Package, Relation

MOST = 200  # charts and diagrams of one document; further ones are only doubted
MOST_BOXES = 200  # of one diagram
_CONNECTIONS = ("parTrans", "sibTrans", "pres", "doc")


class Graphics:
    """Asks each part once, however often the text refers to it."""

    def __init__(self, package: Package, relations: dict[str, Relation]):
        self._package, self._relations = package, relations
        self._charts: dict[str, tuple[list[str], bool]] = {}
        self._diagrams: dict[str, list[str]] = {}
        self._asked = 0

    def chart(self, relation_id: str) -> tuple[list[str], bool]:
        """See ``chart_lines``; nothing when there is no such part."""
        self._asked += 1
        if relation_id not in self._charts:
            root = self._part(relation_id)
            self._charts[relation_id] = ([], False) if root is None else chart_lines(root)
        return self._charts[relation_id]

    def diagram(self, relation_id: str) -> list[str]:
        """The words of its boxes, one line each; what joins the boxes says nothing."""
        self._asked += 1
        if self._asked > MOST:
            return []
        if relation_id not in self._diagrams:
            root = self._part(relation_id)
            points = () if root is None else (each for each in root.iter() if local(each) == "pt")
            texts = (_words(each) for each in points if each.get("type") not in _CONNECTIONS)
            lines = [text for text in texts if text]
            self._diagrams[relation_id] = lines if len(lines) <= MOST_BOXES else []
        return self._diagrams[relation_id]

    def _part(self, relation_id: str):
        relation = self._relations.get(relation_id)
        if relation is None or relation.is_external or self._asked > MOST:
            return None
        return self._package.xml(relation.target)


def _words(element) -> str:
    return " ".join(
        "".join(each.text or "" for each in element.iter() if local(each) == "t").split()
    )

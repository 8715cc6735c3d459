"""What keeping says when it cannot go on: one Chinese sentence, nothing half done."""

from editorial import disks

NO_ROOM = (
    "“{place}”所在的磁盘满了，没有写成。原来的内容没有动；请清出空间，或换一个地方，再来一次。"
)
NO_WRITING = "“{place}”写不进去（{why}），没有写成。原来的内容没有动；请检查目录的权限，再来一次。"


class Refused(Exception):
    """It is not done; ``str()`` is the sentence that a person reads."""


def refusal_of(error: OSError, place) -> Refused:
    """The sentence for a disk that does not take what is written."""
    if disks.is_full(error):
        return Refused(NO_ROOM.format(place=place))
    return Refused(NO_WRITING.format(place=place, why=disks.why(error)))

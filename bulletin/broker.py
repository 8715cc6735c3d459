"""The queue in files, for one machine: a message appears under its name only when it is whole.

Kombu's own makes the file, then writes into it, and to read it moves it to the folder of temporary
files. On a busy machine the worker took such a file while it was empty, and fell over it, and with
it the whole newsroom; where the folder was gone it fell as well. Here all happens in one folder, by
renaming, and a folder that somebody removed is made again: what it held, the sweeper sends anew.
"""

from pathlib import Path
from queue import Empty
from time import monotonic
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import bytes_to_str, str_to_bytes
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    def _put(self, queue, payload, **kwargs):
        """As Kombu names it, by way of a name that nobody who reads the queue looks at."""
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        whole = Path(self.data_folder_out) / name
        part = whole.with_suffix(".part")
        try:
            whole.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(str_to_bytes(dumps(payload)))
            part.replace(whole)
        except OSError as error:
            raise ChannelError(f"Cannot add file {name!r} to directory") from error

    def _get(self, queue):
        """The oldest message of the queue, taken by one reader alone; ``Empty`` without one."""
        folder = Path(self.data_folder_in)
        folder.mkdir(parents=True, exist_ok=True)
        # As Kombu tells them apart: a queue's name may end with that of another.
        ours = (path for path in folder.iterdir() if path.name.partition(".")[2] == f"{queue}.msg")
        for path in sorted(ours):
            taken = path.with_suffix(".taken")
            try:
                path.rename(taken)
                payload = taken.read_bytes()
            except FileNotFoundError:
                continue  # another reader was quicker, or the folder is gone
            taken.unlink(missing_ok=True)
            return loads(bytes_to_str(payload))
        raise Empty


class Transport(filesystem.Transport):
    Channel = Channel


def use() -> None:
    """Whoever asks for ``filesystem://`` gets this one."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"

"""The memory a press process may use, and how it still says so when that is used up."""

import gc
import resource
import traceback

MEGABYTE = 1024 * 1024
RESERVE_MB = 128  # kept back so that a starved process can write its fault
STARVED = 0.9  # share of the limit from which on any odd error is put down to memory


def bound_memory(megabytes: int) -> None:
    """Bound this process's address space; the reserve is opened by ``make_room``."""
    soft = megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (soft, soft + RESERVE_MB * MEGABYTE))


def is_starved() -> bool:
    """Whether the process stands at its limit, where C libraries fail in ways of their own."""
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return soft != resource.RLIM_INFINITY and _address_space() > soft * STARVED


def make_room(error: BaseException) -> None:
    """Let go of what the failed render held, and open the reserve until the next render."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    traceback.clear_frames(error.__traceback__)
    gc.collect()


def restore() -> None:
    """Close the reserve again."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_AS, (hard - RESERVE_MB * MEGABYTE, hard))


def _address_space() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()

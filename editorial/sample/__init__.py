"""SAMPLE: three invented issues: files → newsroom → press → public site."""

from editorial.sample.files import SampleFault, read_issues
from editorial.sample.publishing import Unfinished, publish
from editorial.sample.store import load

__all__ = ["SampleFault", "Unfinished", "load", "publish", "read_issues"]

"""Whether another program has a file open for writing: a copy that is still under way.

Linux tells it exactly (a read lease is only given where there is no writer, fcntl(2)); where it can't be
asked, by the owner's rights, the file system or the system, the answer is no.
"""

from __future__ import annotations

import errno
import sys


def is_open_for_writing(handle: int) -> bool:
    """Whether a file that this process has open for reading is open for writing anywhere."""
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False

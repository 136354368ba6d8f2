"""What became of a request: allowed or denied by the proxy, and whether it succeeded."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sekisho.sources.splitting import Flags


def verdict(denied: Flags, status: pa.Array | None) -> dict[str, pa.Array]:
    """``event.action`` and ``event.outcome``.

    Failure: denied, or answered with 4xx or 5xx. Null where there is no status to judge by:
    the client went away, or the log does not say.
    """
    rows = len(denied)
    code = np.zeros(rows, dtype=np.int64) if status is None else np.asarray(status.fill_null(0))
    action = pa.array(denied.astype(np.int32))
    failed = pa.array((denied | (code >= 400)).astype(np.int32), mask=(code < 100) & ~denied)
    return {
        "event.action": _words(action, "allowed", "denied"),
        "event.outcome": _words(failed, "success", "failure"),
    }


def _words(indices: pa.Array, no: str, yes: str) -> pa.Array:
    return pa.DictionaryArray.from_arrays(indices, pa.array([no, yes]))

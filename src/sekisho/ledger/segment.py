"""How a segment is written: Parquet that any tool reads, encoded for what columns hold.

Text that hardly changes gets a dictionary, moments and positions are kept as differences,
everything is packed with zstd at its quickest. Statistics are kept for the two columns that
questions narrow by. The same rows give the same bytes.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sekisho.events.columns import MOMENT

FEW_VALUES = frozenset(
    {
        "cs-host",
        "destination.ip",
        "event.code",
        "host.name",
        "http.response.mime_type",
        "observer.name",
        "source.ip",
        "user.name",
    }
)
"""Text columns with few different values in a file, beside those typed as repeated."""
NARROWED_BY = ["@timestamp", "position"]


def segment_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """A writer for one segment of events with this schema. Raises OSError."""
    repeated = [
        field.name
        for field in schema
        if pa.types.is_dictionary(field.type) or field.name in FEW_VALUES
    ]
    repeated.append("fields.key_value.key")
    differences = {
        field.name: "DELTA_BINARY_PACKED"
        for field in schema
        if field.type == MOMENT or field.name == "position"
    }
    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=1,
        use_dictionary=repeated,
        column_encoding=differences,
        write_statistics=NARROWED_BY,
    )

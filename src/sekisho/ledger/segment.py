"""How a segment is written: Parquet that any tool reads, encoded for what columns hold.

Text that hardly changes gets a dictionary, moments and positions are kept as differences,
everything is packed with zstd at its quickest, and a few rows with snappy, which has nothing to set
up for each column. Statistics are kept for the two columns that
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


FEW_ROWS = 256
"""A segment that begins with fewer rows has hardly more than its columns' heads to pack."""


def segment_writer(path: Path, schema: pa.Schema, rows: int = FEW_ROWS) -> pq.ParquetWriter:
    """A writer for one segment of events with this schema, whose first batch has so many rows.

    Raises OSError.
    """
    few = rows < FEW_ROWS
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
        compression="snappy" if few else "zstd",
        compression_level=None if few else 1,
        use_dictionary=repeated,
        column_encoding=differences,
        write_statistics=NARROWED_BY,
    )

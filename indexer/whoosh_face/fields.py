"""The fields of a segment that Whoosh may search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.whoosh_face.lengths import FieldLengths
from pincite.indexer.whoosh_face.names import NameField
from pincite.indexer.whoosh_face.texts import StemField, SurfaceField
from pincite.indexer.whoosh_face.titles import TitleField

if TYPE_CHECKING:
    from pincite.indexer.codec.segment import Segment
    from pincite.indexer.whoosh_face.field import Field


def fields_of(segment: Segment) -> dict[str, Field]:
    """The fields of a segment by name, sorted."""
    catalog = segment.catalog
    lengths = FieldLengths(segment.documents.text_lengths.astype(np.int64))
    return {
        "article": NameField(segment, lambda: catalog.ids),
        "source": NameField(segment, catalog.sources),
        "surface": SurfaceField(segment, lengths),
        "text": StemField(segment, lengths),
        "title": TitleField(segment),
    }

"""XML inside packages: element by element, with caps, without entities."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import TreeBuilder
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from pincite.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element
    from xml.parsers.expat import XMLParserType

    from pincite.indexer.sources.archives.packages import Package

# In bytes: what one part may unpack to, and one tag be long.
LARGEST_PART = 64 << 20
_LONGEST_TAG = 1 << 20
# In elements: what a part may have, what of it may be held at a time, and stand in each other. The
# last also keeps code that calls itself for each level from doing so too often.
_MOST_ELEMENTS = 1_000_000
_MOST_HELD = 500_000
_DEEPEST = 120
_MOST_NAMES = 10_000
_STEP = 1 << 16


class Names(dict[str, str]):
    """Short names of elements and attributes, by the parser's, which are "namespace}local".

    Made of the prefix of each namespace, which stands in front of the local name. A name of
    another namespace stays as it is. Looking up more than any document has raises SourceError.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = prefixes

    def __missing__(self, name: str) -> str:
        if len(self) > _MOST_NAMES:
            raise SourceError(f"has more than {_MOST_NAMES} kinds of elements")
        space, brace, local = name.rpartition("}")
        prefix = self._prefixes.get(space) if brace else None
        self[name] = short = name if prefix is None else prefix + local
        return short


def read_tree(package: Package, part: str, prefixes: Mapping[str, str]) -> Element:
    """The root of a small part, with all that is in it, by short names.

    Raises:
        SourceError: it is not there, too large, no XML, or has entities.
    """
    builder = _Builder(Names(prefixes), frozenset())
    for _ in _fed(package, part, builder):
        pass
    return builder.root


def read_items(
    package: Package, part: str, prefixes: Mapping[str, str], containers: frozenset[str]
) -> Iterator[Element]:
    """What stands directly in the containers of a part, one after another, by short names.

    Args:
        package: that holds it.
        part: its name there.
        prefixes: by namespace, for the short names.
        containers: short names of elements, from the root on, that are not held but gone into.

    Raises:
        SourceError: it is not there, too large, no XML, or has entities.
    """
    builder = _Builder(Names(prefixes), containers)
    for _ in _fed(package, part, builder):
        yield from builder.items
        builder.items.clear()


def _fed(package: Package, part: str, builder: _Builder) -> Iterator[None]:
    """Stops after each step, so that what is ready can be taken."""
    parser = _parser(builder)
    fed = 0
    try:
        with package.open(part, LARGEST_PART) as stream:
            while data := stream.read(_STEP):
                fed += len(data)
                parser.Parse(data, False)  # noqa: FBT003 - it takes no names
                # The parser looks through an unfinished tag again with each step.
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise SourceError(f"{part} has a tag longer than {_LONGEST_TAG >> 20} MB")
                yield
        parser.Parse(b"", True)  # noqa: FBT003
    except DefusedXmlException as error:
        raise SourceError(f"{part} defines entities, which no document needs") from error
    except (ExpatError, ValueError, LookupError) as error:
        raise SourceError(f"{part} is damaged ({error})") from error
    yield


def _parser(builder: _Builder) -> XMLParserType:
    """The parser inside the safe one, which refuses entities, without the steps in between."""
    parser: XMLParserType = DefusedXMLParser(target=builder).parser
    parser.ordered_attributes = False
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    return parser


class _Builder:
    """Keeps of a tree what has not been taken yet."""

    def __init__(self, names: Names, containers: frozenset[str]) -> None:
        self.items: list[Element] = []
        self._names = names
        self._containers = containers
        self._tree = TreeBuilder()
        self._open: list[Element] = []
        self._entered = 0  # how many of the open elements are containers, from the root on
        self._held = 0
        self._taken = 0

    @property
    def root(self) -> Element:
        return self._tree.close()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        names = self._names
        tag = names[name]
        shortened = {names[each]: attributes[each] for each in attributes} if attributes else {}
        opened = self._open
        if tag in self._containers and self._entered == len(opened):
            self._entered += 1
        opened.append(self._tree.start(tag, shortened))
        self._held += 1
        if len(opened) > _DEEPEST:
            raise SourceError(f"has elements more than {_DEEPEST} deep in each other")
        if self._held > _MOST_HELD:
            raise SourceError(f"has more than {_MOST_HELD} elements in one")

    def data(self, text: str) -> None:
        if self._entered < len(self._open) or not self._containers:
            self._tree.data(text)

    def end(self, name: str) -> None:
        element = self._tree.end(name)
        opened = self._open
        opened.pop()
        depth = len(opened)
        if depth < self._entered:
            self._entered = depth
        elif depth == self._entered and depth:
            self.items.append(element)
            del opened[-1][:]
            self._taken += self._held - depth
            self._held = depth
            if self._taken > _MOST_ELEMENTS:
                raise SourceError(f"has more than {_MOST_ELEMENTS} elements")

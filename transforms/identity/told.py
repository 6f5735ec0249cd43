"""What a report tells of its publisher: titles, bodies that it names, and the words among which their places stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from transforms.identity.bodies import read_body
from transforms.identity.gazetteer import Gazetteer
from transforms.identity.lost_characters import LostCharacters
from transforms.identity.mentions import Mention, find_mentions
from transforms.outline import Title, best_title, find_titles, is_body_name, read_page, read_title
from transforms.text import HAN, fold_forms, without_invisible

# What is left of a name whose first characters are lost or are a picture. Leaves whole names and 本镇.
_REST_OF_NAME = re.compile(rf"(?![本我全各该])[{HAN}]?(?:[镇乡]|街道|苏木|[农林牧渔茶]场)(?:人民政府|办事处)?")
# What stands before the name of a township is the area that it lies in, or nothing.
_AREA_END = re.compile(r"^$|[省市县区旗州盟]$")


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says of its publisher: titles in the text and in what labels and paths say, mentions of bodies, the
    text and what is named in it, the path, and labels with their values."""

    titles: tuple[Title, ...]
    other_titles: tuple[Title, ...]
    mentions: tuple[Mention, ...]
    compact: str
    named: str
    path: str
    pairs: tuple[tuple[str, str], ...]


def read_told(text: str, path: str, metadata: Iterable[tuple[str, str]], gazetteer: Gazetteer | None) -> Told:
    """What a report says of its publisher, also where a character of the name is lost."""
    text, metadata = _plain(text), [(key, _plain(value)) for key, value in metadata]
    lost = LostCharacters([text, path, *(value for _, value in metadata)])
    page = lost.hide_in(read_page(text))
    path, pairs = lost.hide(path), [(key, lost.hide(value)) for key, value in metadata]
    titles = [_with_body(title, gazetteer, lost) for title in find_titles(page.marked)]
    mentions = lost.join_fitting(find_mentions(page, titles, path, pairs, gazetteer))
    told = [value for _, value in page.pairs] + [steps[-1] for steps in page.paths if steps]
    others = [found for value in told if (found := read_title("".join(value.split()))) and found.has_year]
    compact = lost.evidence(page.compact)
    return Told(
        tuple(_shown(title, lost) for title in titles),
        tuple(_shown(title, lost) for title in others),
        tuple(mention._replace(name=lost.show(mention.name)) for mention in mentions),
        compact,
        "\n".join([compact, *(lost.evidence("".join(steps)) for steps in page.paths)]),
        lost.evidence(path),
        tuple((key, lost.evidence(value)) for key, value in (*pairs, *page.pairs)),
    )


def _plain(text: str) -> str:
    """A text whose names are as they look: without invisible characters, radicals made characters."""
    return fold_forms(without_invisible(text))


def _shown(title: Title, lost: LostCharacters) -> Title:
    return title._replace(text=lost.show(title.text), place=lost.show(title.place), bare=lost.show(title.bare))


def _with_body(title: Title, gazetteer: Gazetteer | None, lost: LostCharacters) -> Title:
    """A title that begins with its body, where menus were glued before it; a name that is not whole is taken whole."""
    body = read_body(title.place, gazetteer) if title.place else ""
    if body and body != title.place and title.text.startswith(title.place):
        title = title._replace(text=title.text[len(title.place) - len(body) :])
    if lost.is_hidden_in(title.place) and not lost.is_hidden_in(body):
        whole = lost.before_last(title.place)
        body = whole if is_body_name(whole) and not lost.is_hidden_in(whole) else title.place
    return title._replace(place=body or (title.place if _REST_OF_NAME.fullmatch(title.place) else ""))


def title_of(names: frozenset[str], told: Told) -> str | None:
    """The title that names the publisher by one of its names, else the best that stands in the text, or in labels and
    paths."""
    own = [title for title in told.titles if title.place in names]
    bare = [Title(title.bare or title.text, "") for title in sorted(told.titles, key=lambda title: not title.has_year)]
    title = best_title(own or bare or told.other_titles)
    return title.text if title else None


def ends_alike(longer: str, shorter: str) -> bool:
    """Whether a name is another one without what stands before it; of the rest of a name only areas may be that."""
    before = longer.removesuffix(shorter)
    return longer.endswith(shorter) and (not _REST_OF_NAME.fullmatch(shorter) or bool(_AREA_END.search(before)))

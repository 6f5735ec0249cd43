"""A gazetteer of places that do not exist, for tests of who publishes a report."""

from __future__ import annotations

from transforms.identity.gazetteer import Gazetteer, read_gazetteer
from transforms.identity.gazetteer_rows import COLUMNS

HEADER = ",".join(COLUMNS)
PLACE = "990101,示例县,990100,示例市,990000,示例省"
OTHER_PLACE = "990102,模拟县,990100,示例市,990000,示例省"
TOWN = f"990101001000,样例镇,town,{PLACE}"
TOWNSHIP = f"990101002000,范例乡,township,{PLACE}"
NAMESAKE = f"990102001000,样例镇,town,{OTHER_PLACE}"


def made_gazetteer(*rows: str) -> Gazetteer:
    return read_gazetteer("\n".join([HEADER, *rows]))

"""Who publishes a report: title, agency, its kind, and its township in a gazetteer.

The text names places in many roles. `mentions` gathers the bodies that may be the publisher with the places where they
are named, `evidence` the counties, prefectures and provinces; `resolve` asks the gazetteer. A township code is given
only where everything that is named points to one township; a namesake, a neighbour in copied text or a place that the
gazetteer does not know gives none.
"""

from transforms.identity.agency import Identity, find_identity
from transforms.identity.divisions import Publisher, find_publisher
from transforms.identity.gazetteer import Gazetteer, national_gazetteer, read_gazetteer
from transforms.identity.gazetteer_rows import GazetteerError
from transforms.identity.kinds import agency_kind
from transforms.identity.place_names import division_kind, plain_name, stem, without_nationality
from transforms.identity.years import find_year

__all__ = [
    "Gazetteer",
    "GazetteerError",
    "Identity",
    "Publisher",
    "agency_kind",
    "division_kind",
    "find_identity",
    "find_publisher",
    "find_year",
    "national_gazetteer",
    "plain_name",
    "read_gazetteer",
    "stem",
    "without_nationality",
]

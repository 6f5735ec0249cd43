"""How reports state numbers in prose: one rule a phrasing, in the order in which they take numbers."""

from transforms.narrative.rules.events import BARE_TRAININGS, MEETINGS, PEOPLE_TRAINED, TRAININGS
from transforms.narrative.rules.followers import FOLLOWERS
from transforms.narrative.rules.proposals import PROPOSALS
from transforms.narrative.rules.requests import ANSWERED, RECEIVED
from transforms.narrative.rules.reviews import REVIEWS
from transforms.narrative.rules.rule import Rule
from transforms.narrative.rules.staff import STAFF

__all__ = ["RULES", "Rule"]

RULES: tuple[Rule, ...] = (
    *RECEIVED,
    *BARE_TRAININGS,
    *ANSWERED,
    *TRAININGS,
    *PEOPLE_TRAINED,
    *STAFF,
    *MEETINGS,
    *PROPOSALS,
    *FOLLOWERS,
    *REVIEWS,
)

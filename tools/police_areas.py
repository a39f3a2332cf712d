"""Which police force serves the local authorities around London.

Police areas are laid down in the Police Act 1996, Schedule 1, by county and district; the codes are those of the Office
for National Statistics. Whole counties are listed, so that an authority further out is known as well.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class PoliceArea(NamedTuple):
    """A police area outside London: `area` is its name on the site, `name` its force."""

    area: str
    name: str
    authorities: tuple[str, ...]


def _codes(prefix: str, *numbers: int | range) -> Iterator[str]:
    for part in numbers:
        for number in part if isinstance(part, range) else [part]:
            yield f"{prefix}{number:06}"


def _police_area(
    area: str, name: str, districts: Sequence[range], unitary: Sequence[int | range]
) -> PoliceArea:
    return PoliceArea(area, name, (*_codes("E06", *unitary), *_codes("E07", *districts)))


#: In the order of their numbers in the postcode table, after the boroughs.
POLICE_AREAS = (
    # The county's twelve districts, Basildon to Uttlesford; Southend-on-Sea, Thurrock.
    _police_area("Essex", "Essex Police", [range(66, 78)], [33, 34]),
    # Broxbourne, Dacorum; Hertsmere, North Hertfordshire; Three Rivers, Watford; St Albans, Welwyn Hatfield,
    # East Hertfordshire, Stevenage, whose codes changed with their boundaries.
    _police_area(
        "Hertfordshire",
        "Hertfordshire Constabulary",
        [range(95, 97), range(98, 100), range(102, 104), range(240, 244)],
        [],
    ),
    # Ashford to Tunbridge Wells; Medway.
    _police_area("Kent", "Kent Police", [range(105, 117)], [35]),
    # Elmbridge to Woking.
    _police_area("Surrey", "Surrey Police", [range(207, 218)], []),
    # East Sussex: Eastbourne to Wealden. West Sussex: Adur to Worthing. Brighton and Hove.
    _police_area("Sussex", "Sussex Police", [range(61, 66), range(223, 230)], [43]),
    # Oxfordshire: Cherwell to West Oxfordshire. Berkshire: Bracknell Forest to Wokingham. Milton Keynes and
    # Buckinghamshire.
    _police_area("Thames Valley", "Thames Valley Police", [range(177, 182)], [range(36, 43), 60]),
)

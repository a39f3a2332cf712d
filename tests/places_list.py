"""The finder's list of places as tests read it: each area as a whole, as the finder's own script unpacks it."""

import json
from typing import Any


def unpack_places(written: str | bytes) -> dict[str, Any]:
    """Return the list of places with `boroughs`, and with the areas that each name of a place lies in, by `places`."""
    packed = json.loads(written)
    columns, texts = packed["areas"], packed["texts"]
    boroughs = [dict(zip(columns, fields, strict=True)) for fields in zip(*columns.values(), strict=True)]
    places: dict[str, list[int]] = {}
    for number, area in enumerate(boroughs):
        names, is_team = [name for name, _ in area["officers"]], len(area["officers"]) > 1
        told = [f"{name}: {texts[text]}" if is_team else texts[text] for name, text in area["officers"]]
        for place in area["places"].split("\n"):
            places.setdefault(place, []).append(number)
        area["url"] = f"{packed['below']}/{area['slug'] or area['name'].lower().replace(' ', '-')}/"
        area["words"], area["officer"] = texts[area["words"]], "" if is_team else "".join(names)
        area["detail"] = " ".join(filter(None, [*told, texts[area["detail"]]]))
        area["say"] = texts[area["say"]].replace("{}", area["name"])
    return packed | {"boroughs": boroughs, "places": dict(sorted(places.items()))}

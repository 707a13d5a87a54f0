"""Time zones as people name them: by city, by region, by code, by offset. "Local time" names none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from safeconduct.read.parties import neutral_parties

_REGIONS = {
    "central european": "Europe/Brussels",
    "eastern european": "Europe/Bucharest",
    "east european": "Europe/Bucharest",
    "west european": "Europe/Lisbon",
    "central europe": "Europe/Brussels",
    "middle european": "Europe/Brussels",
    "western european": "Europe/Lisbon",
    "british": "Europe/London",
    "irish": "Europe/Dublin",
    "pacific": "America/Los_Angeles",
    "mountain": "America/Denver",
    "central": "America/Chicago",
    "eastern": "America/New_York",
    "atlantic": "America/Halifax",
    "newfoundland": "America/St_Johns",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "brasilia": "America/Sao_Paulo",
    "argentina": "America/Argentina/Buenos_Aires",
    "gulf": "Asia/Dubai",
    "arabia": "Asia/Riyadh",
    "arabian": "Asia/Riyadh",
    "iran": "Asia/Tehran",
    "israel": "Asia/Jerusalem",
    "india": "Asia/Kolkata",
    "indian": "Asia/Kolkata",
    "pakistan": "Asia/Karachi",
    "nepal": "Asia/Kathmandu",
    "bangladesh": "Asia/Dhaka",
    "myanmar": "Asia/Yangon",
    "indochina": "Asia/Bangkok",
    "western indonesian": "Asia/Jakarta",
    "western indonesia": "Asia/Jakarta",
    "philippine": "Asia/Manila",
    "china": "Asia/Shanghai",
    "beijing": "Asia/Shanghai",
    "japan": "Asia/Tokyo",
    "korea": "Asia/Seoul",
    "georgia": "Asia/Tbilisi",
    "australian eastern": "Australia/Sydney",
    "australian central": "Australia/Adelaide",
    "australian western": "Australia/Perth",
    "new zealand": "Pacific/Auckland",
    "east africa": "Africa/Nairobi",
    "east african": "Africa/Nairobi",
    "eastern africa": "Africa/Nairobi",
    "central africa": "Africa/Maputo",
    "central african": "Africa/Maputo",
    "west africa": "Africa/Lagos",
    "west african": "Africa/Lagos",
    "south africa": "Africa/Johannesburg",
    "south african": "Africa/Johannesburg",
    "istanbul": "Europe/Istanbul",
    "turkey": "Europe/Istanbul",
    "turkish": "Europe/Istanbul",
    "kiev": "Europe/Kyiv",
    "kyiv": "Europe/Kyiv",
    "gaza": "Asia/Gaza",
    "aleppo": "Asia/Damascus",
    "sanaa": "Asia/Aden",
    "peru": "America/Lima",
    "peruvian": "America/Lima",
    "colombian": "America/Bogota",
    "colombia": "America/Bogota",
    "venezuelan": "America/Caracas",
    "bolivia": "America/La_Paz",
    "bolivian": "America/La_Paz",
    "uruguay": "America/Montevideo",
    "paraguay": "America/Asuncion",
    "guatemala": "America/Guatemala",
    "honduras": "America/Tegucigalpa",
    "el salvador": "America/El_Salvador",
    "nicaragua": "America/Managua",
    "costa rica": "America/Costa_Rica",
    "panama": "America/Panama",
    "dominican": "America/Santo_Domingo",
    "cuban": "America/Havana",
    "jamaican": "America/Jamaica",
    "guyana": "America/Guyana",
    "korean": "Asia/Seoul",
    "korea standard": "Asia/Seoul",
    "sweden": "Europe/Stockholm",
    "swedish": "Europe/Stockholm",
    "norwegian": "Europe/Oslo",
    "norway": "Europe/Oslo",
    "danish": "Europe/Copenhagen",
    "finnish": "Europe/Helsinki",
    "finland": "Europe/Helsinki",
    "icelandic": "Atlantic/Reykjavik",
    "dutch": "Europe/Amsterdam",
    "netherlands": "Europe/Amsterdam",
    "belgian": "Europe/Brussels",
    "swiss": "Europe/Zurich",
    "slovak": "Europe/Bratislava",
    "slovenian": "Europe/Ljubljana",
    "estonian": "Europe/Tallinn",
    "estonia": "Europe/Tallinn",
    "latvian": "Europe/Riga",
    "latvia": "Europe/Riga",
    "lithuanian": "Europe/Vilnius",
    "lithuania": "Europe/Vilnius",
    "maltese": "Europe/Malta",
    "paris": "Europe/Paris",
    "french": "Europe/Paris",
    "berlin": "Europe/Berlin",
    "kuwait": "Asia/Kuwait",
    "bahrain": "Asia/Bahrain",
    "oman": "Asia/Muscat",
    "emirates": "Asia/Dubai",
    "bhutan": "Asia/Thimphu",
    "vietnam": "Asia/Ho_Chi_Minh",
    "vietnamese": "Asia/Ho_Chi_Minh",
    "laos": "Asia/Vientiane",
    "malaysia": "Asia/Kuala_Lumpur",
    "malaysian": "Asia/Kuala_Lumpur",
    "singapore": "Asia/Singapore",
    "taiwan": "Asia/Taipei",
    "mumbai": "Asia/Kolkata",
    "delhi": "Asia/Kolkata",
    "kazakhstan": "Asia/Almaty",
    "central asian": "Asia/Tashkent",
    "fiji": "Pacific/Fiji",
    "samoa": "Pacific/Apia",
    "tonga": "Pacific/Tongatapu",
    "vanuatu": "Pacific/Efate",
    "papua new guinea": "Pacific/Port_Moresby",
    "solomon islands": "Pacific/Guadalcanal",
    "malawi": "Africa/Blantyre",
    "zambia": "Africa/Lusaka",
    "zimbabwe": "Africa/Harare",
    "zimbabwean": "Africa/Harare",
    "mozambique": "Africa/Maputo",
    "botswana": "Africa/Gaborone",
    "namibia": "Africa/Windhoek",
    "angola": "Africa/Luanda",
    "tanzania": "Africa/Dar_es_Salaam",
    "rwanda": "Africa/Kigali",
    "burundi": "Africa/Bujumbura",
    "ghana": "Africa/Accra",
    "senegal": "Africa/Dakar",
    "ivorian": "Africa/Abidjan",
    "sierra leone": "Africa/Freetown",
    "liberia": "Africa/Monrovia",
    "guinea": "Africa/Conakry",
    "togo": "Africa/Lome",
    "benin": "Africa/Porto-Novo",
    "gabon": "Africa/Libreville",
    "morocco": "Africa/Casablanca",
    "moroccan": "Africa/Casablanca",
    "madagascar": "Indian/Antananarivo",
    "mauritius": "Indian/Mauritius",
    "djibouti": "Africa/Djibouti",
    "greenwich mean": "UTC",
    "greenwich": "UTC",
    "coordinated universal": "UTC",
    "universal": "UTC",
    "zulu": "UTC",
}
_CODES = {
    "UTC": ("UTC", 0),
    "GMT": ("UTC", 0),
    "Z": ("UTC", 0),
    "WET": ("Europe/Lisbon", 0),
    "WEST": ("Europe/Lisbon", 60),
    "BST": ("Europe/London", 60),
    "CET": ("Europe/Brussels", 60),
    "CEST": ("Europe/Brussels", 120),
    "EET": ("Europe/Bucharest", 120),
    "EEST": ("Europe/Bucharest", 180),
    "MSK": ("Europe/Moscow", 180),
    "TRT": ("Europe/Istanbul", 180),
    "PST": ("America/Los_Angeles", -480),
    "PDT": ("America/Los_Angeles", -420),
    "MST": ("America/Denver", -420),
    "MDT": ("America/Denver", -360),
    "CST": ("America/Chicago", -360),
    "CDT": ("America/Chicago", -300),
    "EST": ("America/New_York", -300),
    "EDT": ("America/New_York", -240),
    "ADT": ("America/Halifax", -180),
    "AKDT": ("America/Anchorage", -480),
    "AKST": ("America/Anchorage", -540),
    "HST": ("Pacific/Honolulu", -600),
    "BRT": ("America/Sao_Paulo", -180),
    "CAT": ("Africa/Maputo", 120),
    "EAT": ("Africa/Nairobi", 180),
    "WAT": ("Africa/Lagos", 60),
    "SAST": ("Africa/Johannesburg", 120),
    "PKT": ("Asia/Karachi", 300),
    "NPT": ("Asia/Kathmandu", 345),
    "ICT": ("Asia/Bangkok", 420),
    "WIB": ("Asia/Jakarta", 420),
    "WITA": ("Asia/Makassar", 480),
    "WIT": ("Asia/Jayapura", 540),
    "PHT": ("Asia/Manila", 480),
    "PHST": ("Asia/Manila", 480),
    "HKT": ("Asia/Hong_Kong", 480),
    "SGT": ("Asia/Singapore", 480),
    "JST": ("Asia/Tokyo", 540),
    "KST": ("Asia/Seoul", 540),
    "AWST": ("Australia/Perth", 480),
    "ACST": ("Australia/Adelaide", 570),
    "ACDT": ("Australia/Adelaide", 630),
    "AEST": ("Australia/Sydney", 600),
    "AEDT": ("Australia/Sydney", 660),
    "NZST": ("Pacific/Auckland", 720),
    "NZDT": ("Pacific/Auckland", 780),
    "IDT": ("Asia/Jerusalem", 180),
    "GET": ("Asia/Tbilisi", 240),
    "AZT": ("Asia/Baku", 240),
    "UZT": ("Asia/Tashkent", 300),
    "AFT": ("Asia/Kabul", 270),
}
"""Codes with the minutes ahead of UTC they stand for. Codes of several regions (IST, AST, AMT, GST) are left out."""
_MANY = frozenset(["ru", "us", "ca", "au", "br", "id", "kz", "mx", "cd", "mn", "cl", "gl", "fr", "pt", "es", "nz"])
"""States of several zones: their name or people names no zone."""

_SEASON = r"(?:[Ss]tandard|[Ss]ummer|[Dd]aylight(?:\s+[Ss]aving)?|[Ww]inter)"
NAMED = re.compile(
    rf"(?P<name>(?!(?:This|That|Same|Any|No|Some|Each|Every|First|Last|One|Full|Real|Long|Next)\s+[Tt]ime)(?:[A-Z][A-Za-z]+(?:[\s-]+(?=[A-Z]|[Mm]ean|[Uu]niversal|[Ee]uropean))?){{1,3}}|local|our|ship's)\s+(?:(?P<season>{_SEASON})\s+)?(?:[Tt]ime|[Cc]lock)\b"
    rf"|\b(?P<code>UTC|GMT)(?P<sign>[+−-])(?P<h>\d{{1,2}})(?::?(?P<m>[0-5]\d))?(?!\d)"
    rf"|(?<![A-Za-z])(?P<short>{'|'.join(sorted(_CODES, key=len, reverse=True))})(?![A-Za-z])"
)
_ARTICLE = re.compile(r"^(?:The|In|At|All|From|Until|To|By)\s+")


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone as named: IANA name (None: names no zone we know), and minutes from UTC or season it claims."""

    iana: str | None
    written: str
    minutes: int | None = None
    season: str | None = None

    def doubt(self, at: datetime) -> str | None:
        """Why the words do not fit the zone at an instant (a daylight time in winter), or None."""
        if self.iana is None:
            return None
        offset = at.astimezone(ZoneInfo(self.iana)).utcoffset()
        if self.minutes is not None and offset != timedelta(minutes=self.minutes):
            return f'"{self.written}" does not hold on that day'
        saving = bool(at.astimezone(ZoneInfo(self.iana)).dst())
        if self.season and saving is not self.season.lower().startswith(("daylight", "summer")):
            return f'"{self.written}" does not hold on that day'
        return None


def zone_of(name: str) -> str | None:
    """IANA zone of a zone as named ("Moscow", "GMT", "Pacific"); None for "local" and unknown names."""
    key = " ".join(name.lower().replace("-", " ").split())
    if name.upper() in _CODES and name.isupper():
        return _CODES[name.upper()][0]
    return _REGIONS.get(key) or _code(key) or _names().get(key)


def zone_from(match: re.Match[str]) -> Zone:
    """The zone a match of ``NAMED`` speaks of."""
    written = " ".join(match.group().split())
    if match["code"]:
        return Zone(_offset(match), written)
    if match["short"]:
        iana, minutes = _CODES[match["short"]]
        return Zone(iana, written, minutes)
    words = _ARTICLE.sub("", " ".join(match["name"].split())).split()
    season = match["season"]
    while words and re.fullmatch(rf"{_SEASON}|[Ss]aving", words[-1]):
        season = words.pop()
    for first in range(len(words)):
        found = zone_of(" ".join(words[first:]))
        if found is not None:
            return Zone(found, written, None, season if season != "Saving" else "Daylight")
    return Zone(None, written)


def _code(key: str) -> str | None:
    return _CODES[key.upper()][0] if key.upper() in _CODES and len(key) > 2 else None


def _offset(match: re.Match[str]) -> str | None:
    hours, minutes = int(match["h"]), int(match["m"] or 0)
    if hours > 14 or minutes:
        return None
    if hours == 0:
        return "UTC"
    return f"Etc/GMT{'-' if match['sign'] == '+' else '+'}{hours}"


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Cities of the zone table; capitals, names and peoples of states of one zone."""
    found: dict[str, str] = {}
    for zone in sorted(available_timezones()):
        area, _, city = zone.rpartition("/")
        if area and area not in ("Etc", "US", "SystemV") and not area.startswith(("posix", "right")):
            found.setdefault(city.replace("_", " ").lower(), zone)
    for party in neutral_parties():
        found[party.aliases[1].lower()] = party.zone
        if party.id not in _MANY:
            for alias in (party.aliases[0], *party.aliases[2:]):
                found.setdefault(alias.lower(), party.zone)
    return found

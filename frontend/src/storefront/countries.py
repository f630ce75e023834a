"""Where the shop sends parcels, in the shoppers' own spelling."""

from babel import Locale

# Seeds travel freely within the European Union, and to its neighbours with papers that
# we have; elsewhere they need a plant passport.
_CODES = """
    AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LI LT LU LV MT NL NO PL PT
    RO SE SI SK
"""
_NAMES = Locale("en", "GB").territories
_BY_NAME = sorted((str(_NAMES[code]), code) for code in _CODES.split())
COUNTRIES = [("", "Choose a country"), *((code, name) for name, code in _BY_NAME)]


def country_name(code: str) -> str:
    """Name a country: `Ireland` for `IE`."""
    return str(_NAMES.get(code, code))

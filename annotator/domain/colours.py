"""Colours as numbers: contrast between two, and a colour made legible on a background with its hue kept.

Lightness is changed in OKLCH, where equal steps look equal, so the types of a schema end up equally strong to the eye
(HSL, which was refused, turns yellow and blue of one "lightness" into glare and gloom). Sources: WCAG 2.2 for the
contrast, B. Ottosson 2020 for OKLab.
"""

import math
from typing import TypeAlias

Triple: TypeAlias = tuple[float, float, float]


def parse(colour: str) -> Triple:
    """Return red, green and blue, 0.0 to 1.0, of a colour written #RRGGBB."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def write(rgb: Triple) -> str:
    """Return #RRGGBB for red, green and blue, 0.0 to 1.0; what lies outside is cut."""
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in rgb)


def mix(front: str, back: str, share: float) -> str:
    """Return the opaque colour that `front` at opacity `share` gives on `back`."""
    pairs = zip(parse(front), parse(back), strict=True)
    red, green, blue = (a * share + b * (1 - share) for a, b in pairs)
    return write((red, green, blue))


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2, 0.0 to 1.0."""
    red, green, blue = map(linear, parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, 1.0 to 21.0."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def legible(colour: str, background: str, least: float) -> str:
    """Return the colour, its lightness moved no further than a contrast of `least` on the background asks for.

    The background must allow it: black or white on it has at least that contrast.
    """
    if contrast(colour, background) >= least:
        return colour
    lightness, chroma, hue = to_oklch(parse(colour))
    far = 1.0 if luminance(background) < 0.18 else 0.0
    near, best = lightness, far
    for _ in range(14):
        middle = (near + best) / 2
        if contrast(in_gamut(middle, chroma, hue), background) >= least:
            best = middle
        else:
            near = middle
    return in_gamut(best, chroma, hue)


def even(colour: str, lightness: float, least_chroma: float = 0.0) -> str:
    """Return the colour at this OKLCH lightness (0.0 to 1.0), greyer if the screen cannot show it so vivid."""
    _, chroma, hue = to_oklch(parse(colour))
    lively = max(chroma, least_chroma) if chroma > 0.02 else chroma
    return in_gamut(lightness, lively, hue)


def in_gamut(lightness: float, chroma: float, hue: float) -> str:
    """Return the colour with as much of the chroma as sRGB holds."""
    low, high = 0.0, chroma
    if _fits(from_oklch(lightness, chroma, hue)):
        low = chroma
    for _ in range(10):
        middle = (low + high) / 2
        if _fits(from_oklch(lightness, middle, hue)):
            low = middle
        else:
            high = middle
    return write(from_oklch(lightness, low, hue))


def _fits(rgb: Triple) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in rgb)


def linear(part: float) -> float:
    """Return the light of one part of a colour, 0.0 to 1.0, as sRGB defines it."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def curve(part: float) -> float:
    """Return the part of a colour, 0.0 to 1.0, that has this much light."""
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def to_oklch(rgb: Triple) -> Triple:
    """Return lightness, chroma and hue (radians) of red, green and blue."""
    red, green, blue = map(linear, rgb)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> Triple:
    """Return red, green and blue of a lightness, chroma and hue (radians); parts may lie outside 0.0 to 1.0."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return curve(red), curve(green), curve(blue)

"""Every pair of colours that the style sheet puts together, in light and dark.

Contrast by WCAG 2.2, 1.4.3 (text 4.5:1) and 1.4.11 (graphics 3:1).
"""

import re
from importlib.resources import files

import pytest

SHEET = (files("console") / "static" / "console.css").read_text()
TEXT = (
    *(("ink", ground) for ground in ("paper", "card", "accent-wash", "night", "band")),
    *(("ink", f"{tone}-wash") for tone in ("high", "medium", "low", "good")),
    *(("soft", ground) for ground in ("paper", "card", "high-wash", "medium-wash")),
    *(("soft", f"{tone}-wash") for tone in ("low", "good")),
    *(("accent", ground) for ground in ("paper", "card", "accent-wash", "high-wash")),
    *(("accent", f"{tone}-wash") for tone in ("medium", "low")),
    *((f"{tone}-ink", tone) for tone in ("accent", "high", "medium", "low")),
    *((("good", "card"), ("good", "high-wash"), ("good", "medium-wash"), ("high", "card"))),
    *((("high", "paper"), ("good", "good-wash"))),
)
GRAPHICS = (
    *(("focus", ground) for ground in ("paper", "card", "high-wash", "accent-wash")),
    *(("edge", ground) for ground in ("card", "paper", "high-wash", "medium-wash")),
    *(("trace", ground) for ground in ("card", "band", "night")),
    *((tone, "card") for tone in ("high", "low", "good")),
    ("high", "high-wash"),
)


def palette(scheme: str) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)
    chosen = blocks[0] if scheme == "light" else blocks[1]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", chosen))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_known_ends() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(scheme: str) -> None:
    colours = palette(scheme)
    weak = {p: contrast(colours[p[0]], colours[p[1]]) for p in TEXT}
    assert {pair: round(c, 2) for pair, c in weak.items() if c < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_graphics_can_be_seen(scheme: str) -> None:
    colours = palette(scheme)
    weak = {p: contrast(colours[p[0]], colours[p[1]]) for p in GRAPHICS}
    assert {pair: round(c, 2) for pair, c in weak.items() if c < 3} == {}

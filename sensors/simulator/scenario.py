"""What kind of days a virtual patient has: one row per scenario."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """How often things happen, per day, and how good the devices are."""

    about: str
    hypoglycaemia: float = 0.0
    hyperglycaemia: float = 0.0
    hypoxaemia: float = 0.0
    artefacts: float = 4.0
    """Loose or moving oximeter: false dips with poor perfusion."""
    no_reading: float = 0.02
    """Share of oximeter samples that say that there is no reading."""
    falls: float = 0.0
    near_falls: float = 0.3
    """Blows that are no falls."""
    infections: float = 0.0
    outages: float = 0.2
    compressions: float = 0.3
    """Nights with a false low because the sensor is lain upon."""
    missed_doses: float = 0.1
    """Share of doses."""
    answers: float = 0.9
    """Share of questions that the patient answers at all."""
    honest: float = 0.95
    """Share of answers that are what is true."""
    kinds: frozenset[str] = field(
        default_factory=lambda: frozenset(
            {"glucose", "spo2", "pulse", "respiration", "temperature", "systolic"}
            | {"motion", "fall", "pillbox", "battery"}
        )
    )


SCENARIOS: dict[str, Scenario] = {
    "quiet": Scenario(
        about="nothing happens, and every device works",
        artefacts=0,
        no_reading=0,
        near_falls=0,
        outages=0,
        compressions=0,
        missed_doses=0,
    ),
    "ordinary": Scenario(
        about="an ordinary life with imperfect devices",
        hypoglycaemia=0.3,
        hyperglycaemia=0.3,
        hypoxaemia=0.1,
        falls=0.02,
        infections=0.02,
    ),
    "hypoglycaemia": Scenario(about="low sugar once a day", hypoglycaemia=1.0),
    "hypoxaemia": Scenario(about="low oxygen twice a day", hypoxaemia=2.0),
    "acceleration": Scenario(
        about="falls and blows as raw acceleration",
        falls=1.0,
        near_falls=2.0,
        kinds=frozenset({"acceleration", "motion"}),
    ),
    "falls": Scenario(
        about="a fall a day, and blows that are none", falls=1.0, near_falls=2.0
    ),
    "infection": Scenario(about="an infection within days", infections=0.5),
    "outages": Scenario(about="links that break twice a day", outages=2.0),
    "noisy": Scenario(
        about="nothing happens to the patient, much to the devices",
        artefacts=30,
        no_reading=0.18,
        near_falls=3.0,
        outages=3.0,
        compressions=1.0,
    ),
}
"""By the name that `philomel simulate` takes."""

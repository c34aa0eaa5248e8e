"""Temperature where medicines are kept, such as a fridge for insulin."""

from datetime import timedelta

from care.alarm import Cause, Priority
from care.observation import Kind
from sensors.kind import SensorKind
from sensors.rules import above, below, silent

STORAGE = Kind("storage")
COMMON = {
    "unit": "Cel",
    "readings": 2,
    "cause": Cause.TECHNICAL,
    "gap": timedelta(hours=1),
    "source": "cold chain 2 to 8 Cel (WHO; insulin leaflets); delays proposed",
}

KIND = SensorKind(
    kind=STORAGE,
    units=("Cel", "[degF]"),
    plausible=(("Cel", -40, 60), ("[degF]", -40, 140)),
    fresh=timedelta(minutes=30),
    span=timedelta(hours=2),
    per_device=True,
    rules=(
        above(
            STORAGE,
            "STORE-WARM",
            8.1,
            7.5,
            also=(("[degF]", 46.6, 45.5),),
            raise_after=timedelta(minutes=30),
            reason="store_warm",
            priority=Priority.MEDIUM,
            group="store-warm",
            **COMMON,
        ),
        below(
            STORAGE,
            "STORE-FROZEN",
            1.0,
            2.0,
            also=(("[degF]", 33.8, 35.6),),
            raise_after=timedelta(minutes=15),
            reason="store_frozen",
            priority=Priority.MEDIUM,
            group="store-frozen",
            **COMMON,
        ),
        *silent(STORAGE, "STORE", warn=240, source="proposal", each=True),
    ),
    about="Temperature of medicine storage",
)

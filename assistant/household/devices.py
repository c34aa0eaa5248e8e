"""The devices of the virtual patient: each with its own certificate, sealed, over MQTT."""

import asyncio
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from care.clock import Clock
from care.observation import DeviceId, Kind, Observation, Reading
from care.people import PatientId
from sensors.inventory import Device, Link
from sensors.module.module import Module
from sensors.premises import Premises

SLICE = 0.03
"""Real seconds between two looks at a clock whose speed changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steady:
    """One value that a device reports over and over."""

    kind: str
    unit: str
    value: float | str
    wobble: float = 0.0
    """Standard deviation of the noise around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What kind of device it is, and what it says while all is well."""

    id: str
    name: str
    every: timedelta
    steady: tuple[Steady, ...]


MODELS = (
    Model(
        id="oximeter-1",
        name="simulated oximeter",
        every=timedelta(seconds=5),
        steady=(
            Steady(kind="spo2", unit="%", value=96, wobble=0.4),
            Steady(kind="pulse", unit="/min", value=72, wobble=1.5),
        ),
    ),
    Model(
        id="cgm-1",
        name="simulated glucose sensor",
        every=timedelta(minutes=5),
        steady=(Steady(kind="glucose", unit="mg/dL", value=128, wobble=3),),
    ),
    Model(
        id="pendant-1",
        name="simulated fall pendant",
        every=timedelta(minutes=30),
        steady=(
            Steady(kind="fall", unit="1", value="alive"),
            Steady(kind="battery", unit="%", value=84),
        ),
    ),
    Model(
        id="pillbox-1",
        name="simulated pill box",
        every=timedelta(hours=1),
        steady=(Steady(kind="pillbox", unit="1", value="alive"),),
    ),
)


def inventory(patient: PatientId) -> tuple[Device, ...]:
    """The rows by which the home lets these devices in."""
    return tuple(
        Device(
            id=DeviceId(model.id),
            patient=patient,
            kinds=tuple(Kind(each.kind) for each in model.steady),
            model=model.name,
            link=Link.SIMULATED,
        )
        for model in MODELS
    )


class SimulatedDevice:
    """One device: reports steadily, and what it is told to report."""

    def __init__(
        self, model: Model, patient: PatientId, module: Module, clock: Clock
    ) -> None:
        """Stand ready with the key material of its own folder."""
        self.model = model
        self._patient = patient
        self._module = module
        self._clock = clock
        self._chance = random.Random(model.id)  # noqa: S311 - noise, no secret
        self._now = {each.kind: each for each in model.steady}

    def set(self, kind: str, value: float) -> None:
        """From the next report on, this is what it measures."""
        was = self._now[kind]
        self._now[kind] = Steady(kind=kind, unit=was.unit, value=value, wobble=was.wobble)

    async def report(self, kind: str, value: float | str) -> None:
        """Something happens now: a fall, a lid that opens."""
        await self._submit([self._reading(self._now[kind], value, self._clock.now())])

    async def run(self) -> None:
        """Report for ever, as often as this model does in home time."""
        while True:
            at = self._clock.now()
            await self._submit(
                [self._reading(e, self._noisy(e), at) for e in self._now.values()]
            )
            while self._clock.now() < at + self.model.every:  # noqa: ASYNC110 - time may leap
                await asyncio.sleep(SLICE)

    def _noisy(self, each: Steady) -> float | str:
        if isinstance(each.value, str):
            return each.value
        return float(round(each.value + self._chance.gauss(0, each.wobble)))

    def _reading(self, each: Steady, value: float | str, at: datetime) -> Reading:
        return Observation(
            patient=self._patient,
            kind=Kind(each.kind),
            value=value,
            unit=each.unit,
            taken_at=at,
            received_at=at,
            device=DeviceId(self.model.id),
        )

    async def _submit(self, readings: list[Reading]) -> None:
        await asyncio.to_thread(self._module.submit, readings)


class Devices:
    """All of them."""

    def __init__(
        self, premises: Premises, patient: PatientId, clock: Clock, state: Path
    ) -> None:
        """Give each its keys and an outbox of its own."""
        state.mkdir(parents=True, exist_ok=True)
        self._modules = {
            model.id: Module(
                premises.device(DeviceId(model.id)),
                outbox=state / f"{model.id}.outbox",
                clock=clock,
            )
            for model in MODELS
        }
        self._devices = {
            model.id: SimulatedDevice(model, patient, self._modules[model.id], clock)
            for model in MODELS
        }

    def __getitem__(self, device: str) -> SimulatedDevice:
        """One of them by its id."""
        return self._devices[device]

    async def run(self, host: str, port: int) -> None:
        """Connect all of them and report until cancelled."""
        for module in self._modules.values():
            module.start(host, port)
        try:
            async with asyncio.TaskGroup() as tasks:
                for name, device in self._devices.items():
                    tasks.create_task(device.run(), name=name)
        finally:
            for module in self._modules.values():
                await asyncio.to_thread(module.stop)

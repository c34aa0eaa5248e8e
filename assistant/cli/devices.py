"""`philomel devices`: who may send readings to this home."""

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli import device_words as tell
from assistant.cli.home import CONFIG, ConfigOption, people_of
from care.clock import SystemClock
from care.errors import SetupError
from care.observation import Kind
from care.people import PatientId
from care.safefile import write_private
from sensors.desk import Desk
from sensors.enrolment import invite, new_code, redeem
from sensors.inventory import Device, Inventory, Link, Status, check_name, load, locked
from sensors.kinds import KINDS
from sensors.ledger import Ledger
from sensors.premises import Premises, establish, publish
from sensors.quality import by_link
from sensors.reissue import ordered

app = typer.Typer(no_args_is_help=True)
Home = Annotated[Path, typer.Option("--home", help="Folder of the home's own files")]
Json = Annotated[bool, typer.Option("--json", help="One JSON line per result")]
HOME = Path("home")


def _premises(home: Path) -> Premises:
    return establish(home / "keys", [], now=SystemClock().now())


def _row(inventory: Inventory, name: str) -> Device:
    row = inventory.index.get(name)
    if row is None:
        msg = f"no device {name!r} in the inventory; `philomel devices list` shows all"
        raise SetupError(msg)
    return row


def _say(picture: dict[str, Any], words: str, *, as_json: bool) -> None:
    typer.echo(json.dumps(picture) if as_json else words)


def _require_patient(config: Path, patient: str) -> None:
    """SetupError when the home's config.yml, where there is one, knows no such patient."""
    if not config.exists():
        return
    patients = people_of(config).patients
    if patient not in patients:
        known = ", ".join(patients) or "none"
        msg = f"no patient {patient!r} in {config}: known are {known}"
        raise SetupError(msg)


def _kinds(text: str) -> tuple[Kind, ...]:
    """The kinds of a list by commas; SetupError names one that there is none of."""
    kinds = tuple(Kind(kind.strip()) for kind in text.split(",") if kind.strip())
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown or not kinds:
        msg = f"--kinds {', '.join(unknown)!r}: known are {', '.join(sorted(KINDS))}"
        raise SetupError(msg)
    return kinds


def _bytes(request: Path) -> bytes:
    try:
        return request.read_bytes()
    except OSError as error:
        msg = f"--request {request} cannot be read ({error.strerror})"
        raise SetupError(msg) from error


@app.command()
def enroll(
    device: Annotated[str, typer.Argument(help="Id: 4 to 40 of a-z, 0-9 and -")],
    *,
    patient: Annotated[str, typer.Option(help="Id of the patient it measures")],
    kinds: Annotated[str, typer.Option(help="What it measures, such as spo2,pulse")],
    model: Annotated[str, typer.Option()] = "",
    link: Annotated[Link, typer.Option(help="How it reaches the module")] = Link.WIFI,
    request: Annotated[Path | None, typer.Option(help="Request file of the device")] = None,
    answer: Annotated[Path | None, typer.Option(help="Where to write the answer")] = None,
    listen: Annotated[
        str, typer.Option(help="ADDRESS:PORT to wait at; 0.0.0.0:8884 for any")
    ] = "",
    minutes: Annotated[int, typer.Option(help="How long to listen")] = 10,
    config: ConfigOption = CONFIG,
    home: Home = HOME,
    as_json: Json = False,
) -> None:
    """Invite a device by a one-time code, or answer the request that it made with it."""
    premises, now = _premises(home), SystemClock().now()
    name = check_name(device)
    _require_patient(config, patient)
    host, _, port = listen.rpartition(":")
    if listen and not port.isdigit():
        msg = f"--listen {listen!r}: an address and a port, such as 0.0.0.0:8884"
        raise SetupError(msg)
    if request is not None:
        if answer is None:
            raise SetupError("--request needs --answer, where the answer is written")
        write_private(answer, redeem(premises, _bytes(request), now))
        _say(
            {"id": name, "answer": str(answer)}, f"{name} is in: {answer}", as_json=as_json
        )
        return
    code = new_code()
    row = Device(
        id=name,
        patient=PatientId(patient),
        kinds=_kinds(kinds),
        model=model,
        link=link,
    )
    with locked(premises.inventory):
        publish(premises, invite(load(premises.inventory), row, code, now), now)
    words = f"{name} is invited for one hour. {tell.hint(name, code, listen)}"
    _say({"id": name, "code": code}, words, as_json=as_json)
    if listen:
        desk = Desk(premises, host or "127.0.0.1", int(port), SystemClock().now)
        if not desk.wait(tries=minutes * 6, seconds_each=10):
            raise SetupError("no device came; the code stays valid for its hour")
        _say({"id": name, "enrolled": True}, f"{name} is in", as_json=as_json)


@app.command(name="list")
def list_devices(*, home: Home = HOME, as_json: Json = False) -> None:
    """All devices of the home."""
    rows = load(Premises(home / "keys").inventory).devices
    if not rows:
        hint = "philomel devices enroll invites one, --home names another home"
        typer.echo(f"no device in {home}; {hint}", err=True)
    for row in rows:
        until = f"until {row.not_after:%Y-%m-%d}" if row.not_after else "-"
        words = f"{row.id:24} {row.status.value:8} {row.link.value:10} {until}"
        _say(tell.picture(row), f"{words}  {','.join(row.kinds)}", as_json=as_json)


@app.command()
def show(device: str, *, home: Home = HOME, as_json: Json = False) -> None:
    """One device with its certificate's dates and what was heard of it last."""
    row = _row(load(Premises(home / "keys").inventory), device)
    picture = tell.picture(row)
    ledger = Ledger(home / "proof.db")
    spans, facts = ledger.spans(row.id), ledger.facts(row.id)
    week = ledger.qualities((SystemClock().now() - timedelta(days=7)).date())
    ledger.close()
    refused = sum((Counter(day.reasons) for day in week if day.device == row.id), Counter())
    last = max((until for _, until in spans.values()), default=None)
    picture["last_seen"] = last.isoformat() if last else None
    for name in ("battery", "firmware", "signal"):
        picture[name] = facts[name][0] if name in facts else None
    picture["refused_in_a_week"] = dict(refused)
    lines = "\n".join(f"{key}: {tell.plain(value)}" for key, value in picture.items())
    _say(picture, lines, as_json=as_json)


@app.command()
def revoke(device: str, *, home: Home = HOME, as_json: Json = False) -> None:
    """Shut a device out for good; the running home ends its connection within seconds."""
    premises, now = _premises(home), SystemClock().now()
    with locked(premises.inventory):
        inventory = load(premises.inventory)
        row = _row(inventory, device)
        if row.status is not Status.REVOKED:
            inventory = publish(premises, inventory.revoke(row.id, now), now)
    _say(tell.picture(_row(inventory, device)), f"{device} is revoked", as_json=as_json)


@app.command()
def rotate(
    device: str,
    *,
    code: Annotated[
        bool,
        typer.Option("--code", help="Give a one-time code: the device is out of reach"),
    ] = False,
    home: Home = HOME,
    as_json: Json = False,
) -> None:
    """Give a device a new key: over its own connection, or by a new one-time code.

    The old certificate works until the new one is used; then it is revoked.
    """
    premises, now = _premises(home), SystemClock().now()
    given = new_code() if code else ""
    with locked(premises.inventory):
        inventory = load(premises.inventory)
        row = _row(inventory, device)
        if row.status is Status.ACTIVE and not code:
            inventory = inventory.put(ordered(row))
        else:
            given = given or new_code()
            inventory = invite(inventory, row, given, now)
        publish(premises, inventory, now)
    if given:
        words = f"Within one hour. {tell.hint(device, given)}"
    else:
        words = (
            f"{device} renews itself when the running home hears of it next.\n"
            f"philomel devices show {device} tells when it has. A device that cannot"
            " connect any more needs --code."
        )
    picture = {"id": device, "code": given or None, "ordered": not given}
    _say(picture, words, as_json=as_json)


@app.command()
def quality(
    *,
    days: Annotated[int, typer.Option(help="How many days back")] = 7,
    links: Annotated[
        bool, typer.Option("--links", help="All devices of a link technology together")
    ] = False,
    home: Home = HOME,
    as_json: Json = False,
) -> None:
    """Loss, delay, gaps, repeats and signal of every link, by day."""
    ledger = Ledger(home / "proof.db")
    rows = ledger.qualities((SystemClock().now() - timedelta(days=days)).date())
    ledger.close()
    for row in by_link(rows) if links else rows:
        p50, p99 = (f"{row.delay(share) or 0:g}" for share in (0.5, 0.99))
        words = (
            f"{row.day} {row.link.value:10} {row.device:24} {row.messages:7} messages, "
            f"loss {row.loss:.2%}, {row.gaps} gaps, {row.duplicates} repeats, "
            f"delay p50 {p50} s, p99 {p99} s{tell.refused(row)}"
        )
        _say(tell.quality(row), words, as_json=as_json)

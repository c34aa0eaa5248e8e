"""`philomel decode`: what a Bluetooth health device sent, field by field."""

import json
from typing import Annotated, Any

import typer

from care.errors import SetupError
from sensors.gatt.characteristics import CHARACTERISTICS, decode
from sensors.gatt.number import Special, written
from sensors.gatt.record import Field, GattError, Record


def _value(field: Field) -> str | int:
    """Numbers as decimal text, so that 2.00 stays 2.00; codes and counts as integers."""
    return field.value if isinstance(field.value, int) else _text(field)


def _text(field: Field) -> str:
    if isinstance(field.value, str) and not isinstance(field.value, Special):
        return field.value
    return str(field.value) if isinstance(field.value, int) else written(field.value)


def _picture(uuid: str, record: Record) -> dict[str, Any]:
    return {
        "characteristic": uuid,
        "name": CHARACTERISTICS[uuid].name,
        "flags": {"value": record.flags, "set": list(record.present)},
        "intact": record.intact,
        "fields": [
            {
                "name": field.name,
                "value": _value(field),
                "unit": field.unit,
                "flags": list(field.flags),
            }
            for field in record.fields
        ],
    }


def decode_verb(
    characteristic: Annotated[str, typer.Argument(help="Assigned number, such as 2A5F")],
    octets: Annotated[str, typer.Argument(metavar="HEX", help="The bytes as sent")],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON line per record")
    ] = False,
    quirk: Annotated[str, typer.Option(help="How this device differs")] = "",
) -> None:
    """Decode one notification of a Bluetooth health characteristic."""
    uuid = characteristic.upper().removeprefix("0X")
    try:
        records = decode(uuid, bytes.fromhex(octets.removeprefix("0x")), quirk)
    except GattError as error:
        msg = f"cannot decode {uuid}: {error}"
        raise SetupError(msg) from error
    except ValueError as error:
        msg = f"{octets!r} is no hexadecimal text"
        raise SetupError(msg) from error
    for record in records:
        if as_json:
            typer.echo(json.dumps(_picture(uuid, record)))
            continue
        typer.echo(f"{CHARACTERISTICS[uuid].name}, flags 0x{record.flags:02x}")
        for field in record.fields:
            note = f"  ({', '.join(field.flags)})" if field.flags else ""
            typer.echo(f"  {field.name}: {_text(field)} {field.unit}".rstrip() + note)

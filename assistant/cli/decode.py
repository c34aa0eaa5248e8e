"""`philomel decode`: what a Bluetooth health device sent, field by field."""

import json
from decimal import Decimal
from typing import Annotated, Any

import typer

from care.errors import SetupError
from sensors.gatt.characteristics import CHARACTERISTICS, decode
from sensors.gatt.notation import assigned_number, octets
from sensors.gatt.number import Special, written
from sensors.gatt.record import Field, GattError, Record

SPECIAL = {
    Special.NAN: "not a number",
    Special.NRES: "not at this resolution",
    Special.PLUS_INF: "above what can be measured",
    Special.MINUS_INF: "below what can be measured",
    Special.RESERVED: "reserved",
}


def _value(field: Field) -> str | int:
    """Numbers as decimal text, so that 2.00 stays 2.00; codes and counts as integers."""
    if isinstance(field.value, Special | Decimal):
        return written(field.value)
    return field.value


def _flags(field: Field) -> tuple[str, ...]:
    special = field.value if isinstance(field.value, Special) else None
    return field.flags if special is None else (SPECIAL[special], *field.flags)


def _fields(record: Record) -> list[Field]:
    """All fields by their GATT names, the flags themselves first."""
    return [Field(name="Flags", value=record.flags, flags=record.present), *record.fields]


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
                "flags": list(_flags(field)),
            }
            for field in _fields(record)
        ],
    }


def decode_verb(
    characteristic: Annotated[
        str, typer.Argument(help="Assigned number such as 2A5F, full UUID, or name")
    ],
    octet_text: Annotated[
        list[str], typer.Argument(metavar="HEX", help="The bytes as sent")
    ],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON line per record")
    ] = False,
    quirk: Annotated[str, typer.Option(help="How this device differs")] = "",
) -> None:
    """Decode one notification of a Bluetooth health characteristic."""
    uuid = assigned_number(characteristic)
    try:
        records = decode(uuid, octets(" ".join(octet_text)), quirk)
    except GattError as error:
        msg = f"cannot decode {uuid}: {error}"
        raise SetupError(msg) from error
    for record in records:
        if as_json:
            typer.echo(json.dumps(_picture(uuid, record)))
            continue
        typer.echo(CHARACTERISTICS[uuid].name)
        for field in _fields(record):
            note = f"  ({', '.join(_flags(field))})" if _flags(field) else ""
            typer.echo(f"  {field.name}: {_value(field)} {field.unit}".rstrip() + note)

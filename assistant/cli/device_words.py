"""How devices and their links are told, by `philomel devices`."""

from typing import Any

from sensors.inventory import Device
from sensors.quality import DayQuality


def picture(row: Device) -> dict[str, Any]:
    """What is told of a device."""
    return {
        "id": row.id,
        "status": row.status.value,
        "patient": row.patient,
        "kinds": list(row.kinds),
        "model": row.model,
        "link": row.link.value,
        "uuid": row.uuid,
        "serial": row.serial,
        "not_before": row.not_before.isoformat() if row.not_before else None,
        "not_after": row.not_after.isoformat() if row.not_after else None,
        "waits_for_code": bool(row.code_hash),
        "waits_for_renewal": row.rotate,
    }


def plain(value: Any) -> str:
    """A value as text for people."""
    match value:
        case None | "":
            return "not known"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(value) or "any"
        case dict():
            return (
                ", ".join(f"{name} {count}" for name, count in value.items()) or "nothing"
            )
    return str(value)


def hint(device: str, code: str, listen: str = "") -> str:
    """What to type on the device."""
    words = f"philomel module --enroll {code} --device {device}"
    if not listen:
        return f"On the device:\n  {words} --request FILE   (then carry FILE here)"
    port = listen.rpartition(":")[2]
    return (
        f"On the device, now:\n  {words} --at HOME:{port}\n(HOME: this machine's address)"
    )


def refused(row: DayQuality) -> str:
    """What was refused on a day, by reason; nothing when nothing was."""
    if not row.refused:
        return ""
    reasons = ", ".join(f"{reason} {count}" for reason, count in row.reasons.items())
    return f", {row.refused} refused ({reasons})"


def quality(row: DayQuality) -> dict[str, Any]:
    """What is told of a link on one day."""
    return {
        "day": str(row.day),
        "device": row.device,
        "link": row.link.value,
        "messages": row.messages,
        "lacking": row.lacking,
        "loss": round(row.loss, 6),
        "gaps": row.gaps,
        "duplicates": row.duplicates,
        "refused": row.refused,
        "refused_by_reason": row.reasons,
        "delay_p50_s": row.delay(0.5),
        "delay_p95_s": row.delay(0.95),
        "delay_p99_s": row.delay(0.99),
        "signal_dbm": row.signal,
    }

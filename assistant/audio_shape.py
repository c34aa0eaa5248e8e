"""Loudness, edges and the chime: making sound fit for old ears."""

import numpy as np

from assistant.audio import Audio, Samples, from_samples, samples, silence

LEVELS = (-27.0, -24.0, -21.5, -19.0, -16.5)
"""dB of full scale, speech only: one step for the night, then the volume ladder, 60 % to
100 % in four prompts."""
EDGE = 0.01
"""Level of full scale below which the edges of a sentence are cut off."""
KEPT = 0.03
"""Seconds of the quiet at each end of a sentence that stay."""
CHIME_HERTZ = 520.0
"""Low enough for age-related hearing loss; wakes three times more people than 3100 Hz
(Bruck and Thomas 2008)."""
CHIME_SECONDS = 0.35


def trimmed(audio: Audio) -> Audio:
    """Without the quiet at both ends, except a little."""
    values = samples(audio)
    loud = np.flatnonzero(np.abs(values) >= EDGE)
    if not len(loud):
        return audio
    spare = round(KEPT * audio.rate)
    first, last = max(0, loud[0] - spare), loud[-1] + spare
    return from_samples(values[first:last], audio.rate)


def speech_level(audio: Audio) -> float:
    """Loudness of the speech in it, dB of full scale; pauses do not count."""
    values = samples(audio)
    frame = max(1, audio.rate // 50)
    whole = values[: len(values) // frame * frame].reshape(-1, frame)
    power = np.mean(np.square(whole), axis=1) if len(whole) else np.zeros(1)
    spoken = power[power > 0.05 * power.max()] if power.max() > 0 else power
    return float(10 * np.log10(max(1e-10, float(spoken.mean()))))


def at_level(audio: Audio, step: int) -> Audio:
    """The same speech at a step of the volume ladder, peaks rounded off."""
    wanted = LEVELS[max(0, min(step, len(LEVELS) - 1))]
    gain = 10 ** ((wanted - speech_level(audio)) / 20)
    return from_samples(_limited(samples(audio) * np.float32(gain)), audio.rate)


def _limited(values: Samples) -> Samples:
    """Linear up to 0.7, then bent so that nothing passes 1.0."""
    knee = np.float32(0.7)
    size = np.abs(values)
    bent = knee + (1 - knee) * np.tanh((size - knee) / (1 - knee))
    return np.where(size > knee, np.sign(values) * bent, values).astype(np.float32)


def chime(rate: int) -> Audio:
    """The attention tone before speech: 520 Hz with its odd harmonics, soft edges."""
    time = np.arange(round(CHIME_SECONDS * rate)) / rate
    tone = sum(np.sin(2 * np.pi * CHIME_HERTZ * odd * time) / odd for odd in (1, 3, 5))
    edge = np.minimum(1.0, np.minimum(time, CHIME_SECONDS - time) / 0.03)
    sound = from_samples((0.12 * tone * edge).astype(np.float32), rate)
    return Audio(pcm=sound.pcm + silence(0.3, rate).pcm, rate=rate)

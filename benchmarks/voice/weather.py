"""What a room and a line do to speech; seeded, so that a run can be repeated."""

import numpy as np

from assistant.audio import Audio, Samples, from_samples, resampled, samples

RATE = 16_000


def noisy(audio: Audio, decibels: float, babble: Samples, seed: int) -> Audio:
    """Pink noise and people talking, so much quieter than the speech."""
    chance = np.random.default_rng(seed)
    speech = samples(audio)
    white = np.fft.rfft(chance.normal(size=len(speech)))
    pink = np.fft.irfft(white / np.sqrt(np.arange(1, len(white) + 1)), n=len(speech))
    start = int(chance.integers(0, max(1, len(babble) - len(speech))))
    talk = np.resize(babble[start : start + len(speech)], len(speech))
    both = pink / np.sqrt(np.mean(pink**2)) + talk / np.sqrt(np.mean(talk**2) + 1e-9)
    loud = speech[np.abs(speech) > 0.02 * np.abs(speech).max()]
    wanted = np.sqrt(np.mean(loud**2)) / 10 ** (decibels / 20)
    mixed = speech + both * wanted / np.sqrt(np.mean(both**2))
    return from_samples(
        (mixed / max(1.0, float(np.abs(mixed).max()))).astype(np.float32), RATE
    )


def telephone(audio: Audio) -> Audio:
    """300 to 3400 Hz, 8 kHz, mu-law."""
    narrow = samples(resampled(audio, 8_000))
    spectrum = np.fft.rfft(narrow)
    hertz = np.fft.rfftfreq(len(narrow), 1 / 8_000)
    spectrum[(hertz < 300) | (hertz > 3_400)] = 0
    band = np.clip(np.fft.irfft(spectrum, n=len(narrow)), -1, 1)
    coded = np.round(127 * np.sign(band) * np.log1p(255 * np.abs(band)) / np.log(256)) / 127
    heard = np.sign(coded) * (256 ** np.abs(coded) - 1) / 255
    return resampled(from_samples(heard.astype(np.float32), 8_000), RATE)


def chatter(spoken: list[Audio]) -> Samples:
    """Many people talking at once."""
    length = max(len(samples(one)) for one in spoken) * 2
    total = np.zeros(length, dtype=np.float32)
    for place, one in enumerate(spoken):
        total += np.roll(np.resize(samples(one), length), place * 3_000)
    return total


def slow(audio: Audio, pause: float = 1.2) -> Audio:
    """Somebody who stops to think: quiet put into the faintest place of the middle."""
    values = samples(audio)
    frame = RATE // 50
    power = np.convolve(np.square(values), np.ones(2 * frame), mode="same")
    third = len(values) // 3
    place = third + int(np.argmin(power[third : 2 * third + 1]))
    quiet = np.zeros(round(pause * RATE), dtype=np.float32)
    return from_samples(np.concatenate((values[:place], quiet, values[place:])), RATE)

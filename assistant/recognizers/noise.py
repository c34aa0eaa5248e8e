"""A second look at sound out of a noisy room: with the noise turned down, and slower.

Neither makes transcripts better on the whole; they become different ones, and a cry for
help that the noise took out of one may stand in another. Such a cry is only asked about.

The noise is turned down by a Wiener filter with the decision-directed estimate of the
speech's share (Ephraim and Malah 1984); noise is what a frequency hardly ever falls below.
"""

import numpy as np
import numpy.typing as npt

from assistant.audio import HEARING_RATE, Audio, Samples, from_samples, samples

NOISY = 18.0
"""dB between loud and quiet below which it pays to look again: 13 to 16 with noise 10 dB
below the speech, 22 to 26 with 20 dB, more by telephone and in quiet rooms."""
SILENT = 60.0
"""dB where nothing can be told."""

WINDOW, HOP = 512, 128
"""Samples: 32 ms, a new one each 8 ms."""
QUIETEST = 20
"""Percent of the time in which nothing but noise is heard at a frequency."""
ABOVE = 1.6
"""How much more power noise has on average than in its quietest times."""
SMOOTH = 0.95
"""Share of the frame before in the estimate of the speech."""
MUCH, LEAST = 0.5, 0.3
"""How strongly noise is turned down, and what is left of it."""
SPEED = 0.9
"""Of the slower playing."""

Power = npt.NDArray[np.float32]


def above_noise(pcm: bytes) -> float:
    """How far the loud parts of 16 kHz samples are above the quiet ones, dB."""
    values = _values(pcm)
    whole = values[: len(values) // WINDOW * WINDOW].reshape(-1, WINDOW)
    if not len(whole):
        return SILENT
    level = 10 * np.log10(np.mean(np.square(whole), axis=1) + 1e-8)
    quiet, loud = np.percentile(level, (10, 95))
    return float(loud - quiet)


def quieter(pcm: bytes) -> bytes:
    """The same 16 kHz samples with the noise turned down."""
    values = _values(pcm)
    size = len(values)
    padded = np.pad(values, (WINDOW, WINDOW + (-size) % HOP))
    shape = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP] * shape
    spectra = np.fft.rfft(frames, axis=1)
    power = np.square(np.abs(spectra)).astype(np.float32)
    cleaned = np.fft.irfft(spectra * _gains(power), axis=1) * shape
    mixed, weight = np.zeros_like(padded), np.zeros_like(padded)
    for number, frame in enumerate(cleaned):
        at = slice(number * HOP, number * HOP + WINDOW)
        mixed[at] += frame
        weight[at] += np.square(shape)
    whole = (mixed / np.maximum(weight, 1e-3))[WINDOW : WINDOW + size]
    return from_samples(whole.astype(np.float32), HEARING_RATE).pcm


def slower(pcm: bytes) -> bytes:
    """The same samples played a tenth slower, and so much deeper."""
    values = _values(pcm)
    if not len(values):
        return b""
    places = np.arange(int(len(values) / SPEED)) * SPEED
    stretched = np.interp(places, np.arange(len(values)), values).astype(np.float32)
    return from_samples(stretched, HEARING_RATE).pcm


def _values(pcm: bytes) -> Samples:
    return samples(Audio(pcm=pcm, rate=HEARING_RATE))


def _gains(power: Power) -> Power:
    """What is kept of each frequency at each time, shape as given."""
    sums = np.cumsum(np.pad(power, ((3, 2), (0, 0)), mode="edge"), axis=0)
    smooth = (sums[5:] - sums[:-5]) / 5
    noise = np.percentile(smooth, QUIETEST, axis=0) * ABOVE + 1e-12
    gains, before = np.empty_like(power), np.ones(power.shape[1])
    for number, frame in enumerate(power):
        over = frame / noise
        speech = SMOOTH * before + (1 - SMOOTH) * np.maximum(over - 1, 0)
        gains[number] = np.maximum(speech / (speech + MUCH), LEAST)
        before = np.square(gains[number]) * over
    return gains

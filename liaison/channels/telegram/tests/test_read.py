"""Samples of what the provider posts, and what they mean."""

from pathlib import Path

from liaison.channels.messaging.tests.samples import Samples
from liaison.channels.telegram.channel import TELEGRAM


class TestSamples(Samples):
    messenger = TELEGRAM
    folder = Path(__file__).parent.parent / "samples"

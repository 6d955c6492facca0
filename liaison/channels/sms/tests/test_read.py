"""Samples of what the provider posts, and what they mean."""

from pathlib import Path

from liaison.channels.messaging.tests.samples import Samples
from liaison.channels.sms.channel import TWILIO


class TestSamples(Samples):
    messenger = TWILIO
    folder = Path(__file__).parent.parent / "samples"

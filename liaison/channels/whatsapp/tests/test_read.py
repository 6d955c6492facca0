"""Samples of what the provider posts, and what they mean."""

from pathlib import Path

from liaison.channels.messaging.tests.samples import Samples
from liaison.channels.whatsapp import standin
from liaison.channels.whatsapp.channel import WHATSAPP


class TestSamples(Samples):
    messenger = WHATSAPP
    folder = Path(__file__).parent.parent / "samples"
    settings = {"phone_number_id": standin.NUMBER}

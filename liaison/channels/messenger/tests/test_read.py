"""Samples of what the provider posts, and what they mean."""

from pathlib import Path

from liaison.channels.messaging.tests.samples import Samples
from liaison.channels.messenger import standin
from liaison.channels.messenger.channel import MESSENGER


class TestSamples(Samples):
    messenger = MESSENGER
    folder = Path(__file__).parent.parent / "samples"
    settings = {"page_id": standin.PAGE}

"""Samples of what the provider posts, and what they mean."""

from pathlib import Path

from liaison.channels.messaging.tests.samples import Samples
from liaison.channels.webhook.channel import WEBHOOK


class TestSamples(Samples):
    messenger = WEBHOOK
    folder = Path(__file__).parent.parent / "samples"
    settings = {field.name: field.default for field in WEBHOOK.fields}

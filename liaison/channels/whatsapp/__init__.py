"""WhatsApp, by the Cloud API of Meta: numbers of ours, webhooks in, messages and templates out."""

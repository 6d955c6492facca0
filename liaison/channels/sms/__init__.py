"""Text messages: by Twilio, and by any other provider that takes and sends a form or JSON."""

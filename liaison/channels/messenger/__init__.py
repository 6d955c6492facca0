"""Facebook Messenger and Instagram, by the Messenger Platform of Meta: pages and accounts of ours."""

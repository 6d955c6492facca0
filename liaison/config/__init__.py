"""The house put together: settings, addresses, processes and the command line. The only place that knows every room."""

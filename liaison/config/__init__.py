"""The house put together: settings, addresses, processes, command line. It alone knows every room."""

"""The door for programs: REST with OpenAPI, tokens with scopes."""

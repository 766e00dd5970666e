"""The command line: thin, each command parses, opens a transaction, calls and prints."""

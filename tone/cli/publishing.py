"""Commands that publish: report, site."""

COMMANDS = ()

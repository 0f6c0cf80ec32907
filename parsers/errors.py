"""The one error of the parsers: a file that cannot be read."""


class ParseError(Exception):
    """The whole file is unreadable. `stage` is open|read|table; the text is one Russian sentence for analysts."""

    def __init__(self, message: str, stage: str = "read") -> None:
        super().__init__(message)
        self.stage = stage

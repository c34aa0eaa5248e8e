"""Word pieces as Moonshine keeps them."""


def table(*pieces: str) -> bytes:
    """`tokenizer.bin` of these pieces."""
    found = b""
    for piece in pieces:
        coded = piece.encode()
        size = len(coded)
        head = bytes([size]) if size < 128 else bytes([128 + size % 128, size // 128])
        found += head + coded
    return found

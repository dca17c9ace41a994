"""The compression of VBA source and of the dir stream: [MS-OVBA] 2.4.1."""

from __future__ import annotations

import struct

CHUNK = 4096
"""Bytes of a decompressed chunk (2.4.1.1.3); only the last may be shorter."""

_SIGNATURE = 0x01
_RAW_CHUNK, _COMPRESSED_CHUNK = 0x3000, 0xB000
"""Bits 12-14 of a chunk's header are 0b011, bit 15 says whether it is compressed (2.4.1.1.5)."""
_SHORTEST_COPY = 3


def compress(data: bytes) -> bytes:
    """A CompressedContainer (2.4.1.1.1), made by the algorithm of 2.4.1.3.6.

    Raises ValueError if a last chunk shorter than 4,096 bytes does not compress into that room:
    2.4.1.3.10 would then store it with zeros at its end.
    """
    chunks = (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))
    return bytes([_SIGNATURE]) + b"".join(map(_chunk, chunks))


def _chunk(chunk: bytes) -> bytes:
    """A chunk with its header (2.4.1.3.7)."""
    tokens = _token_sequences(chunk)
    if len(tokens) <= CHUNK:
        return struct.pack("<H", _COMPRESSED_CHUNK | (len(tokens) - 1)) + tokens
    if len(chunk) < CHUNK:
        raise ValueError(f"{len(chunk)} bytes at the end do not compress")
    return struct.pack("<H", _RAW_CHUNK | (CHUNK - 1)) + chunk


def _token_sequences(chunk: bytes) -> bytes:
    """Groups of up to eight tokens, each behind a byte of flags (2.4.1.3.8)."""
    out = bytearray()
    seen = _Seen(chunk)
    position = 0
    while position < len(chunk):
        flags_at = len(out)
        out.append(0)
        for bit in range(8):
            if position == len(chunk):
                break
            start, length = seen.longest_match(position)
            if length:
                out[flags_at] |= 1 << bit
                out += _copy_token(position, position - start, length)
            else:
                out.append(chunk[position])
            position += length or 1
    return bytes(out)


class _Seen:
    """Where each run of three bytes of a chunk stands, as far as the compressor has come."""

    def __init__(self, chunk: bytes) -> None:
        self._chunk = chunk
        self._places: dict[bytes, list[int]] = {}
        self._upto = 0

    def longest_match(self, position: int) -> tuple[int, int]:
        """Start and length of the nearest longest match before, or (0, 0) (2.4.1.3.19.4)."""
        chunk = self._chunk
        while self._upto < position:
            run = chunk[self._upto : self._upto + _SHORTEST_COPY]
            self._places.setdefault(run, []).append(self._upto)
            self._upto += 1
        wanted = chunk[position : position + _SHORTEST_COPY]
        if len(wanted) < _SHORTEST_COPY:
            return 0, 0
        room = min(_longest_copy(position), len(chunk) - position)
        best_start = best_length = 0
        for start in reversed(self._places.get(wanted, ())):
            length = _SHORTEST_COPY
            while length < room and chunk[start + length] == chunk[position + length]:
                length += 1
            if length > best_length:
                best_start, best_length = start, length
        return best_start, best_length


def _offset_bits(position: int) -> int:
    """Bits of a copy token that hold the offset, at a position in the chunk (2.4.1.3.19.1)."""
    return max(4, (position - 1).bit_length())


def _longest_copy(position: int) -> int:
    return (0xFFFF >> _offset_bits(position)) + _SHORTEST_COPY


def _copy_token(position: int, offset: int, length: int) -> bytes:
    """The packed token (2.4.1.3.19.3)."""
    shift = 16 - _offset_bits(position)
    return struct.pack("<H", ((offset - 1) << shift) | (length - _SHORTEST_COPY))

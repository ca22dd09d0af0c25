"""``uniqueString`` and ``guid``: names that depend on nothing but their arguments."""

from __future__ import annotations

from uuid import UUID, uuid5

from mvnetgen.languages.arm_json.functions.signature import plainly

NAMESPACE = UUID("11fb06fb-712d-4ddd-98c7-e71bbd588830")
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_ALL = 0xFFFFFFFF


@plainly("uniqueString", "string", rest="string")
def unique_string(*texts: str) -> str:
    """Thirteen letters."""
    number = murmur("-".join(texts).encode("utf-8", "replace"))
    result = ""
    for _ in range(13):
        result = result + _LETTERS[number >> 59]
        number = number << 5 & 0xFFFFFFFFFFFFFFFF
    return result


@plainly("guid", "string", rest="string")
def guid(*texts: str) -> str:
    """A GUID of version 5."""
    return str(uuid5(NAMESPACE, "-".join(texts)))


def _turned(number: int, bits: int) -> int:
    return (number << bits | number >> 32 - bits) & _ALL


def _mixed(number: int) -> int:
    number = (number ^ number >> 16) * 0x85EBCA6B & _ALL
    number = (number ^ number >> 13) * 0xC2B2AE35 & _ALL
    return number ^ number >> 16


def murmur(data: bytes, seed: int = 0) -> int:
    """The 64 bits of MurmurHash3 in the variant that Azure uses: two halves over blocks of eight bytes."""
    first, second, c1, c2 = seed, seed, 0x239B961B, 0xAB0E9789
    size = len(data)
    whole = size - size % 8
    for at in range(0, whole, 8):
        one, other = int.from_bytes(data[at : at + 4], "little"), int.from_bytes(data[at + 4 : at + 8], "little")
        first ^= _turned(one * c1 & _ALL, 15) * c2 & _ALL
        first = (_turned(first, 19) + second) * 5 + 0x561CCD1B & _ALL
        second ^= _turned(other * c2 & _ALL, 17) * c1 & _ALL
        second = (_turned(second, 13) + first) * 5 + 0x0BCAA747 & _ALL
    rest = data[whole:]
    if rest:
        first ^= _turned(int.from_bytes(rest[:4], "little") * c1 & _ALL, 15) * c2 & _ALL
    if len(rest) > 4:
        second ^= _turned(int.from_bytes(rest[4:], "little") * c2 & _ALL, 17) * c1 & _ALL
    first, second = first ^ size, second ^ size
    first = first + second & _ALL
    second = second + first & _ALL
    first, second = _mixed(first), _mixed(second)
    first = first + second & _ALL
    second = second + first & _ALL
    return second << 32 | first

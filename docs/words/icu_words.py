"""Makes the word lists of src/screening/wording/script/words from ICU's compiled break dictionaries.

    icupkg -x brkitr/thaidict.dict -d DICTIONARIES icudt76l.dat    # and burmesedict, khmerdict, laodict
    python docs/words/icu_words.py DICTIONARIES/brkitr src/screening/wording/script/words

A dictionary is a byte trie (ICU's bytestrie.h) whose bytes are offsets from the first letter of the script.
"""

from __future__ import annotations

import lzma
import struct
import sys
from pathlib import Path

LISTS = {"burmesedict": "Mymr", "khmerdict": "Khmr", "laodict": "Laoo", "thaidict": "Thai"}
JOINERS = {0xFF: "\u200d", 0xFE: "\u200c"}


class Trie:
    def __init__(self, data: bytes) -> None:
        (header,) = struct.unpack_from("<H", data, 0)
        indexes = struct.unpack_from("<8i", data, header)
        self.trie = data[header + indexes[0] : header + indexes[3]]
        self.first_letter = indexes[5] & 0x1FFFFF
        self.found: list[bytes] = []
        self.waiting: list[tuple[int, bytes]] = [(0, b"")]

    def words(self) -> list[str]:
        while self.waiting:
            at, before = self.waiting.pop()
            node = self.trie[at]
            at += 1
            if node < 0x10:
                if node == 0:
                    node = self.trie[at]
                    at += 1
                self._branch(at, node + 1, before)
            elif node < 0x20:
                length = node - 0x0F
                self.waiting.append((at + length, before + self.trie[at : at + length]))
            else:
                self.found.append(before)
                if not node & 1:
                    self.waiting.append((self._value(at, node >> 1)[1], before))
        return sorted("".join(JOINERS.get(byte, chr(self.first_letter + byte)) for byte in word) for word in self.found)

    def _branch(self, at: int, length: int, before: bytes) -> None:
        while length > 5:
            self._branch(self._jump(at + 1), length >> 1, before)
            length -= length >> 1
            at = self._after_jump(at + 1)
        for _ in range(length - 1):
            byte, node = self.trie[at], self.trie[at + 1]
            value, following = self._value(at + 2, node >> 1)
            if node & 1:
                self.found.append(before + bytes([byte]))
            else:
                self.waiting.append((following + value, before + bytes([byte])))
            at = following
        self.waiting.append((at + 1, before + self.trie[at : at + 1]))

    def _value(self, at: int, lead: int) -> tuple[int, int]:
        more = 0 if lead < 0x51 else 1 if lead < 0x6C else 2 if lead < 0x7E else 3 if lead == 0x7E else 4
        high = {0: lead - 0x10, 1: lead - 0x51, 2: lead - 0x6C}.get(more, 0)
        return (high << 8 * more) | int.from_bytes(self.trie[at : at + more], "big"), at + more

    def _jump(self, at: int) -> int:
        lead, after = self.trie[at], self._after_jump(at)
        more = after - at - 1
        high = {0: lead, 1: lead - 0xC0, 2: lead - 0xF0}.get(more, 0)
        return after + ((high << 8 * more) | int.from_bytes(self.trie[at + 1 : after], "big"))

    def _after_jump(self, at: int) -> int:
        lead = self.trie[at]
        return at + (1 if lead < 0xC0 else 2 if lead < 0xF0 else 3 if lead < 0xFE else 4 if lead == 0xFE else 5)


if __name__ == "__main__":
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    for dictionary, script in LISTS.items():
        words = Trie((source / f"{dictionary}.dict").read_bytes()).words()
        packed = lzma.compress("".join(f"{word}\n" for word in words).encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)
        (target / f"{script}.txt.xz").write_bytes(packed)

"""All broken plans, and plans in unusual dress that are sound."""

from __future__ import annotations

from broken import folders, limits, meaning, spelling, tables
from broken.plan import SOUND, Broken

CORPUS: list[Broken] = [*spelling.texts(), *meaning.texts(), *limits.texts(), *folders.texts(), *tables.texts()]

# What mail, chat and Word make of a plan is read as it was meant.
FULL_WIDTH = str.maketrans({**{chr(k): chr(k + 0xFEE0) for k in range(0x21, 0x7F)}, " ": "\u3000"})
FINE: dict[str, bytes] = {
    "as written": SOUND.encode(),
    "with a byte order mark": b"\xef\xbb\xbf" + SOUND.encode(),
    "with the line ends of Windows": SOUND.replace("\n", "\r\n").encode(),
    "with the line ends of an old Macintosh": SOUND.replace("\n", "\r").encode(),
    "all in full-width letters": SOUND.translate(FULL_WIDTH).encode(),
    "with the quotes of Word": SOUND.replace('"不破產"', "“不破產”").encode(),
    "with corner quotes": SOUND.replace('"不破產"', "「不破產」").encode(),
    "with no-break spaces": SOUND.replace(" ", "\u00a0").encode(),
    "with tabs": SOUND.replace("    ", "\t").encode(),
    "with Chinese units": SOUND.replace("TWD/year", "元/年").encode(),
    "without a last line end": SOUND.rstrip().encode(),
}

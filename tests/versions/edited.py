"""A small plan and what two people made of it, as facts: what their merge must say follows from the facts alone."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from plainplan.records import dataclass, field, replace

Slots = Mapping[str, str]

MAIN = {"asset": "value", "expense": "amount", "param": "value", "let": "value", "check": "value", "warn": "value"}
KEYS = {
    "asset": ("value", "label", "beta", "return", "class"),
    "expense": ("amount", "label", "from", "until", "growth"),
    "param": ("value", "label", "note", "source"),
    "let": ("value", "label"),
    "check": ("value", "label", "keyword", "within"),
    "scenario": ("label", "core.return", "market", "cash.value"),
    "table": ("label", "first", "second", "third"),
}
ON_HEAD = ("label", "keyword", "within")
# One that every version has, for the language asks for it.
NEEDED = {
    "asset": "value",
    "expense": "amount",
    "param": "value",
    "let": "value",
    "check": "value",
    "table": "first",
    "scenario": "market",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A declaration as facts and comments by the place where they stand; `is_line` and `is_spaced` are its layout."""

    kind: str
    facts: Slots
    comments: Slots = field(default_factory=dict)
    is_line: bool = True
    is_spaced: bool = False

    def text(self, name: str) -> str:
        """How one writes it."""
        label = f' "{self.facts["label"]}"' if "label" in self.facts else ""
        value = self.facts.get(MAIN.get(self.kind, ""))
        head = {
            "param": f"param {name} = {value}{label}",
            "let": f"let {name} = {value}{label}",
            "check": f"{self.facts.get('keyword', 'check')} {name}{label}: {value} > 0",
        }.get(self.kind, f"{self.kind} {name}{label}")
        if "within" in self.facts:
            head += f" within {self.facts['within']}"
        in_block = [key for key in self.facts if key not in ON_HEAD and key != MAIN.get(self.kind)]
        if self.kind in ("asset", "expense") and value is not None:
            if self.is_line:
                head += f" = {value}"
            else:
                in_block = [MAIN[self.kind], *in_block]
        if self.is_spaced:
            head = head.replace(" = ", "  =  ")
        mark = {"scenario": " =", "table": " ="}.get(self.kind, ":")
        indent = "  " if self.is_spaced else "    "
        lines = "".join(f"{indent}{key}{mark} {self._fact(key)}{self._note(key)}\n" for key in in_block)
        has_block = bool(in_block) or self.kind in ("scenario", "table")
        above = f"{self.comments['above']}\n" if "above" in self.comments else ""
        return above + head + (f" {{{self._note('head')}\n{lines}}}\n" if has_block else f"{self._note('head')}\n")

    def _fact(self, key: str) -> str:
        return f'"{self.facts[key]}"' if key in ("note", "source") else self.facts[key]

    def _note(self, key: str) -> str:
        return f"  # {self.comments[key]}" if key in self.comments else ""


Version = Mapping[str, Said]


def write(version: Version) -> str:
    """The text of a version."""
    return "\n".join(said.text(name) for name, said in version.items())


def merged(base: Version, ours: Version, theirs: Version) -> Version | None:
    """What both say together, None where they dispute a fact or a comment."""
    found = {}
    for name in {**ours, **theirs}:
        before, here, there = base.get(name), ours.get(name), theirs.get(name)
        if here is None or there is None:
            kept = here or there
            assert kept is not None
            if before is None:
                found[name] = kept
            elif kept.facts != before.facts or set(_lines(kept)) - set(_lines(before)):
                return None
            continue
        facts = _merged(before.facts if before else {}, here.facts, there.facts)
        comments = _merged(before.comments if before else {}, here.comments, there.comments)
        if here.kind != there.kind or facts is None or comments is None:
            return None
        # A comment on what the other one removed would be lost.
        if not comments.keys() <= {"above", "head", *facts}:
            return None
        found[name] = replace(here, facts=facts, comments=comments)
    return found


def _lines(said: Said) -> list[str]:
    return [line for text in said.comments.values() for line in text.splitlines()]


def _merged(base: Slots, ours: Slots, theirs: Slots) -> Slots | None:
    found = {}
    for key in {**ours, **theirs, **base}:
        before, here, there = base.get(key), ours.get(key), theirs.get(key)
        if here != there and before not in (here, there):
            return None
        kept = there if here == before else here
        if kept is not None:
            found[key] = kept
    return found


NAMES = ("core", "lever", "cash", "market", "food", "solvent")


@st.composite
def versions(draw: st.DrawFn) -> tuple[Version, Version, Version]:
    """A plan, and two plans that came of it."""
    base: Version = {
        name: draw(_declarations(str(number))) for number, name in enumerate(NAMES[: draw(st.integers(1, 5))])
    }
    return base, draw(_edited(base, "7")), draw(_edited(base, "8"))


@st.composite
def _declarations(draw: st.DrawFn, mark: str) -> Said:
    kind = draw(st.sampled_from(sorted(KEYS)))
    optional = [key for key in KEYS[kind] if key != NEEDED[kind]]
    keys = [NEEDED[kind]]
    keys += draw(st.lists(st.sampled_from(optional), unique=True, max_size=3))
    facts = {key: draw(_facts(key, mark)) for key in keys}
    said = Said(kind, facts, {}, draw(st.booleans()), draw(st.booleans()))
    slots = draw(st.lists(st.sampled_from(_slots(said)), unique=True, max_size=2))
    return replace(said, comments={slot: draw(_comments(slot, mark)) for slot in slots})


def _slots(said: Said) -> list[str]:
    """Where comments can stand whatever the layout."""
    return ["above", "head", *(key for key in said.facts if key not in ON_HEAD and key != MAIN.get(said.kind))]


def _facts(key: str, mark: str) -> st.SearchStrategy[str]:
    if key == "keyword":
        return st.sampled_from(["check", "warn"])
    if key in ("label", "note", "source"):
        return st.sampled_from([f"標籤{mark}", f"甲 # {mark}", f"乙 {{{mark}"])
    return st.sampled_from([f"9{mark}1", f"9{mark}2 + 7", f"min(9{mark}3, 9{mark}4)"])


def _comments(slot: str, mark: str) -> st.SearchStrategy[str]:
    if slot == "above":
        return st.sampled_from([f"# 因為{mark}", f'# "{mark}" {{', f"## 說明{mark}", f"# 一{mark}\n## 二{mark}"])
    return st.sampled_from([f"因為{mark}", f'"{mark}" {{', f"see {mark}"])


@st.composite
def _edited(draw: st.DrawFn, base: Version, mark: str) -> dict[str, Said]:
    found: dict[str, Said] = {}
    for name, said in base.items():
        if draw(st.integers(0, 6)):
            found[name] = draw(_changed(said, mark)) if draw(st.booleans()) else said
    if draw(st.booleans()):
        name = draw(st.sampled_from(["gold", "silver"]))
        place = draw(st.integers(0, len(found)))
        items = list(found.items())
        items.insert(place, (name, draw(_declarations(mark))))
        found = dict(items)
    is_moved = draw(st.booleans())
    if found and is_moved:
        name = draw(st.sampled_from(sorted(found)))
        found[name] = found.pop(name)
    return found


@st.composite
def _changed(draw: st.DrawFn, said: Said, mark: str) -> Said:
    facts = dict(said.facts)
    for key in draw(st.lists(st.sampled_from(KEYS[said.kind]), unique=True, max_size=2)):
        if key in facts and key != NEEDED[said.kind] and draw(st.booleans()):
            del facts[key]
        else:
            facts[key] = draw(_facts(key, mark))
    comments = {slot: text for slot, text in said.comments.items() if slot in ("above", "head", *facts)}
    later = replace(said, facts=facts, is_line=draw(st.booleans()), is_spaced=draw(st.booleans()))
    for slot in draw(st.lists(st.sampled_from(_slots(later)), unique=True, max_size=1)):
        if slot in comments and draw(st.booleans()):
            del comments[slot]
        else:
            comments[slot] = draw(_comments(slot, mark))
    return replace(later, comments=comments)

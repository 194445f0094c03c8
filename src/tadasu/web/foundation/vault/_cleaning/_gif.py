"""GIF (89a): pictures, their palettes and how long each is shown pass; of extensions only how often a film begins anew.

Dropped: comments, plain texts, extensions of programs (XMP, ICC, a maker's own), and what comes after the end.
"""

from tadasu.web.foundation.vault._cleaning._flow import Flow, Waits, refuse

_EXTENSION, _PICTURE, _END = 0x21, 0x2C, 0x3B
_CONTROL, _TEXT, _APPLICATION = 0xF9, 0x01, 0xFF
_LOOPS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0"})
_TIMES = 1
_PALETTE = 0x80
_MOST_BLOCKS = 500_000


def gif(flow: Flow) -> Waits[None]:
    """From the head to the end."""
    head = yield from flow.exactly(13)
    flow.give(head)
    yield from flow.copy(_palette(head[10]))
    control, drawn = b"", False
    for _ in range(_MOST_BLOCKS):
        (kind,) = yield from flow.exactly(1)
        if kind == _END and drawn:
            flow.give(bytes((_END,)))
            return
        if kind == _PICTURE:
            flow.give(control)
            control, drawn = b"", True
            yield from _picture(flow)
        elif kind == _EXTENSION:
            (label,) = yield from flow.exactly(1)
            if label == _CONTROL:
                control = yield from _control(flow)
            elif label == _APPLICATION:
                yield from _application(flow)
            else:
                control = b"" if label == _TEXT else control  # it was for the text, which is not shown any more
                yield from _blocks(flow, keep=False)
        else:
            refuse("a block that nobody knows")
    refuse("too many blocks")


def _palette(flags: int) -> int:
    """Its length in bytes."""
    return 3 << ((flags & 7) + 1) if flags & _PALETTE else 0


def _picture(flow: Flow) -> Waits[None]:
    head = yield from flow.exactly(9)
    flow.give(bytes((_PICTURE,)) + head)
    yield from flow.copy(_palette(head[8]) + 1)  # and the size of the first code
    yield from _blocks(flow, keep=True)


def _control(flow: Flow) -> Waits[bytes]:
    """How the next picture is shown, to stand before it."""
    said = yield from flow.exactly(6)
    if said[0] != 4 or said[5]:
        refuse("a control that cannot be so")
    return bytes((_EXTENSION, _CONTROL)) + said


def _application(flow: Flow) -> Waits[None]:
    (length,) = yield from flow.exactly(1)
    name = yield from flow.exactly(length)
    if name not in _LOOPS:
        if length:
            yield from _blocks(flow, keep=False)
        return
    while (length := (yield from flow.exactly(1))[0]) != 0:
        said = yield from flow.exactly(length)
        if length == 3 and said[0] == _TIMES:
            flow.give(bytes((_EXTENSION, _APPLICATION, len(name))) + name + bytes((3,)) + said + bytes(1))


def _blocks(flow: Flow, *, keep: bool) -> Waits[None]:
    """Data in blocks of up to 255 bytes, to the empty one."""
    while True:
        at, held = 0, flow.held
        while at < len(held) and held[at] and at + held[at] < len(held):
            at += held[at] + 1
        over = at < len(held) and not held[at]
        content = flow.first(at + over)
        if keep:
            flow.give(content)
        if over:
            return
        yield from flow.more()

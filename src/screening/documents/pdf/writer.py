"""A4 pages drawn in memory: lines of shaped text that can be copied exactly, rules, boxes and a QR code."""

from __future__ import annotations

import io
import itertools
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pikepdf
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from screening.documents.paper_check.digest import whole
from screening.documents.paper_check.letters import PLACE, SEAL, SIGNS, Codes, LettersGround, filled, letters_of, number
from screening.documents.paper_check.own_writing import metadata
from screening.documents.pdf.font_embedding import EM_WIDTH, EmbeddedFont, UnseenFont, cluster_ends
from screening.documents.pdf.structure_tags import ARTIFACT, Path, Tags
from screening.documents.pdf.text_layer import laid, leaning, one_way
from screening.documents.typography.fonts import FontFile
from screening.documents.typography.paragraphs import GlyphRun, ParagraphLine
from screening.documents.typography.shaping import Glyph
from screening.wording.script.typefaces import paper_sizes
from screening.wording.script.visible_controls import without_isolates

rl_config.useA85 = 0  # pages are written as bytes: a fifth smaller, and sooner made

MM = 72 / 25.4
"""Points in a millimetre."""
_LEVEL = 4
_UNKNOWN_TO_READERS = frozenset({"Rohg"})
"""Scripts that Poppler and PDFium take for left-to-right ones: they copy such a line as its span says it."""
_MARKS_OF_THE_TOOL = re.compile(rb"ReportLab [^\n]*\(opensource\)")


class _Flate(pdfdoc.PDFStreamFilterZCompress):  # type: ignore[misc]
    """ReportLab's compression, at a level that takes half the time for a file that is a fifteenth larger."""

    def encode(self, text: str | bytes) -> bytes:
        return zlib.compress(text.encode("utf-8") if isinstance(text, str) else text, _LEVEL)


pdfdoc.PDFZCompress = _Flate()


class _Information(pdfdoc.PDFObject):  # type: ignore[misc]
    """The title and nothing else: no author, no program, no time."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.invariant = True

    def digest(self, signature: Any) -> None:
        signature.update(self.title.encode("utf-8"))

    def format(self, document: Any) -> bytes:
        found: bytes = pdfdoc.PDFDictionary({"Title": pdfdoc.PDFString(self.title)}).format(document)
        return found


class _Metadata(pdfdoc.PDFStream):  # type: ignore[misc]
    """The same title as XMP."""

    def __init__(self, title: str) -> None:
        kind = {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
        super().__init__(dictionary=pdfdoc.PDFDictionary(kind), content=metadata(title))


class _Pages(Canvas):  # type: ignore[misc]
    def _make_preamble(self) -> None:
        """ReportLab begins each page with Helvetica, which it does not embed; nothing here is drawn in it."""
        self._preamble = "1 0 0 1 0 0 cm"


class Paper:
    """A document being drawn. Lengths are points, ``x`` from the left edge, ``y`` down from the top edge.

    ``title`` is shown by readers and must say nothing of a person. The same calls give the same bytes.
    """

    def __init__(
        self, title: str, language: str = "en", *, width: float | None = None, height: float | None = None
    ) -> None:
        sizes = paper_sizes()
        self.width = sizes.width_mm * MM if width is None else width
        self.height = sizes.height_mm * MM if height is None else height
        self._file = io.BytesIO()
        self._canvas: Any = _Pages(
            self._file,
            pagesize=(self.width, self.height),
            pageCompression=1,
            invariant=1,
            lang=language,
            pdfVersion=(1, 7),
        )
        self._document = self._canvas._doc
        self._document.info = _Information(title)
        self._title = title
        self._fonts: dict[FontFile, EmbeddedFont] = {}
        self._unseen = UnseenFont()
        self.pages = 0
        self.tags = Tags()
        self._seals: dict[str, tuple[str, Callable[[Paper, str], None]]] = {}
        self._codes = Codes()
        self._ground: LettersGround | None = None
        """The ground of the seal that is being drawn."""
        self._drawing = self._in_box = False
        self._shown: list[str] = []
        """What the lines of the page say, which tells how it leans."""
        self._mixed: list[tuple[int, ParagraphLine, float, float]] = []
        """Lines said again when the page is full: their place in its code, the line, left end, baseline."""

    def begin_page(self) -> None:
        if self._drawing:
            self._end_page()
        self._drawing = True
        self.pages += 1
        self.tags.begin_page()

    @contextmanager
    def tagged(self, kind: str | Path) -> Iterator[None]:
        """What is drawn inside is one element of the reading order: H1, P, or Artifact for head and foot; or the one at
        the end of a path from the document down."""
        path = ((kind, ""),) if isinstance(kind, str) else kind
        self.tags.begin(path)
        if path[0][0] == ARTIFACT:
            self._canvas.addLiteral("/Artifact BMC")
        yield
        if path[0][0] == ARTIFACT:
            self._canvas.addLiteral("EMC")
        self.tags.end()

    def seal_here(self, x: float, y: float, draw: Callable[[Paper, str], None], look: str = "") -> None:
        """Leave room for the seal: ``draw`` is called at the end, with the letters that stand for the whole document,
        on a ground of its own whose top left corner is put at (x, y). Seals of the same ``look`` share one ground."""
        if look not in self._seals:
            self._seals[look] = (f"{SEAL}{len(self._seals) or ''}", draw)
        entry = self.tags.mark()
        self._canvas.addLiteral(f"/Span <<{entry}>> BDC q 1 0 0 1 {number(x)} {number(-y)} cm")
        self._canvas.doForm(self._seals[look][0])
        self._canvas.addLiteral("Q EMC")

    def bookmark(self, title: str) -> None:
        """An entry of the document's outline that leads to this page."""
        key = f"place-{len(self._document.Outlines.destinationnamestotitles)}-{self.pages}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key, level=0, closed=False)

    def draw_line(self, line: ParagraphLine, x: float, y: float, *, white: bool = False) -> None:
        """The line with its left end at ``x`` and its top at ``y``; ``line.height`` is what it takes."""
        shown = line.shown
        if not shown:
            return
        if white:
            self._canvas.setFillGray(1)
            self.draw_line(line, x, y)
            self._canvas.setFillGray(0)
            return
        baseline = self.height - y - line.above
        self._shown.append(shown)
        unseen = any(run.rtl and run.script not in _UNKNOWN_TO_READERS for run in line.runs)
        entry = self.tags.mark()
        said = _span(" " if unseen else shown, line.language, entry)
        code = ["BT", said if self._ground is None else self._ground.said(said)]
        for run in line.runs:
            code += self._run(run, x + run.x, baseline)
        code.append("EMC")
        if unseen:
            entry = self.tags.mark()
        if unseen and one_way(shown):
            code += [f"/Span <<{entry}>> BDC", *self._said_again(line, x, baseline), "EMC"]
        code.append("ET")
        self._canvas.addLiteral("\n".join(code))
        if unseen and not one_way(shown):
            self._canvas._code += [f"/Span <<{entry}>> BDC", "", "EMC"]
            self._mixed.append((len(self._canvas._code) - 2, line, x, baseline))

    def rule(self, x1: float, y1: float, x2: float, y2: float, *, thickness: float | None = None) -> None:
        wide = number(paper_sizes().rule if thickness is None else thickness)
        ends = (x1, self.height - y1, x2, self.height - y2)
        left, top, right, bottom = map(number, ends)
        drawn = f"{wide} w {left} {top} m {right} {bottom} l S"
        with self._decoration():
            self._canvas.addLiteral(drawn)

    def area(self, x: float, y: float, width: float, height: float, *, thickness: float, dashed: bool = False) -> None:
        """A frame, dashed where asked; filled black without thickness."""
        with self._decoration():
            self._canvas.setLineWidth(thickness)
            if dashed:
                self._canvas.setDash(4, 2.5)
            self._canvas.rect(
                x, self.height - y - height, width, height, stroke=int(thickness > 0), fill=int(not thickness)
            )
            if dashed:
                self._canvas.setDash()

    def shape(self, kind: str, x: float, y: float, side: float) -> None:
        """One of the shapes that stand before a word, in a square of ``side`` whose top left corner is at (x, y)."""
        top, canvas = self.height - y, self._canvas
        middle, centre, radius = x + side / 2, top - side / 2, side / 2 - 0.4
        with self._decoration():
            canvas.setLineWidth(0.9)
            if kind == "ring":
                canvas.setDash(1.6, 1.3)
                canvas.circle(middle, centre, radius)
                canvas.setDash()
            elif kind == "disc":
                canvas.circle(middle, centre, radius, stroke=1, fill=1)
            elif kind == "half":
                canvas.circle(middle, centre, radius)
                canvas.wedge(middle - radius, centre - radius, middle + radius, centre + radius, 90, 180, 0, 1)
            elif kind == "square":
                canvas.rect(x + 0.6, top - side + 0.6, side - 1.2, side - 1.2)
            elif kind == "diamond":
                path = canvas.beginPath()
                for at, (dx, dy) in enumerate(((0, radius), (radius, 0), (0, -radius), (-radius, 0))):
                    (path.lineTo if at else path.moveTo)(middle + dx, centre + dy)
                path.close()
                canvas.drawPath(path, stroke=0, fill=1)
            elif kind == "envelope":
                low, high = top - side * 0.82, top - side * 0.18
                canvas.rect(x, low, side, high - low)
                canvas.lines([(x, high, middle, centre - 0.3), (middle, centre - 0.3, x + side, high)])
            elif kind == "tray":
                low, high = top - side * 0.85, top - side * 0.3
                canvas.lines([(x, high, x, low), (x, low, x + side, low), (x + side, low, x + side, high)])

    @contextmanager
    def _decoration(self) -> Iterator[None]:
        """What is drawn inside says nothing: readers leave it out, whether or not an element is open around it."""
        alone = not self.tags.in_artifact and self._ground is None and not self._in_box
        if alone:
            self._canvas.addLiteral("/Artifact BMC")
        yield
        if alone:
            self._canvas.addLiteral("EMC")

    def box(self, x: float, y: float, *, crossed: bool, side: float | None = None) -> None:
        """A box to cross, with its top left corner at (x, y): a field of the reading order, crossed or not."""
        side = paper_sizes().box_mm * MM if side is None else side
        entry = self.tags.mark("on" if crossed else "off")
        if entry:
            self._canvas.addLiteral(f"/Form <<{entry}>> BDC")
        self._in_box = bool(entry)
        self.area(x, y, side, side, thickness=paper_sizes().rule)
        if crossed:
            inset = side * 0.22
            for y1, y2 in ((y + inset, y + side - inset), (y + side - inset, y + inset)):
                self.rule(x + inset, y1, x + side - inset, y2, thickness=paper_sizes().rule_strong)
        self._in_box = False
        if entry:
            self._canvas.addLiteral("EMC")

    def qr(self, text: str, x: float, y: float, *, side: float | None = None) -> None:
        """A QR code, quiet zone included, that holds ``text``. Raises ValueError when it cannot hold it."""
        side = paper_sizes().qr_mm * MM if side is None else side
        if self._ground is not None and PLACE in text:
            drawn = self._ground.code(text, side)
        else:
            drawn = self._codes.squares(text, side)
        with self._decoration():
            at = f"q 1 0 0 1 {number(x)} {number(self.height - y)} cm"
            self._canvas.addLiteral(f"{at}\n{drawn}\nf Q")

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """A PNG picture from memory, its top left corner at (x, y)."""
        with self._decoration():
            image = ImageReader(io.BytesIO(data))
            self._canvas.drawImage(image, x, self.height - y - height, width, height, mask="auto")

    def finished(self) -> bytes:
        """The whole document. Nothing can be drawn after this."""
        if not self._drawing:
            self.begin_page()
        self._end_page()
        for name, draw in self._seals.values():
            self._canvas.beginForm(name)
            self._ground = LettersGround()
            draw(self, PLACE)
            if not self._ground.glyphs:
                raise ValueError("the seal has no room for its letters")
            self._canvas._code.insert(0, self._ground.head())
            self._ground = None
            self._canvas.endForm()
        self.tags.write(self._document, self._document.Pages.pages)
        self._document.Catalog.Metadata = self._document.Reference(_Metadata(self._title))
        self._canvas.save()
        made = self._sealed() if self._seals else self._file.getvalue()
        # The tool's marks become blanks of the same length, so that no offset in the file changes.
        return _MARKS_OF_THE_TOOL.sub(lambda found: b" " * len(found.group()), made)

    def _sealed(self) -> bytes:
        """The document with its letters in place of their marks."""
        with pikepdf.open(io.BytesIO(self._file.getvalue())) as document:
            letters = letters_of(whole(document).digest)
        for name, _ in self._seals.values():
            ground = self._document.idToObject[pdfdoc.xObjectName(name)]
            ground.Contents.content = filled(ground.stream, letters, self._codes)
        written: bytes = self._document.format()
        return written

    def _end_page(self) -> None:
        if self._mixed:
            from_right = sum(map(leaning, self._shown)) < 0
            for place, line, x, baseline in self._mixed:
                self._canvas._code[place] = self._said_for_page(line, x, baseline, from_right=from_right)
        self._mixed.clear()
        self._shown.clear()
        self._canvas.showPage()

    def _font(self, font: FontFile) -> EmbeddedFont:
        if font not in self._fonts:
            self._fonts[font] = EmbeddedFont(font, f"F{len(self._fonts) + 1}")
            self._document.delayedFonts.append(self._fonts[font])
        return self._fonts[font]

    def _run(self, run: GlyphRun, x: float, baseline: float) -> list[str]:
        """Operators that put each glyph where HarfBuzz wants it, whatever the font's own advance is."""
        embedded = self._font(run.font)
        if self._ground is not None and PLACE in run.text:
            return self._run_with_letters(self._ground, run, embedded, x, baseline)
        shown = embedded.show(run.shaped, run.text)
        if not shown:
            return _placed(run.glyphs, run, embedded, x, baseline)
        chosen = f"/{embedded.name} {number(run.size)} Tf"
        return [chosen, f"1 0 0 1 {number(x)} {number(baseline)} Tm", f"[<{shown}>] TJ"]

    def _run_with_letters(
        self, ground: LettersGround, run: GlyphRun, embedded: EmbeddedFont, x: float, baseline: float
    ) -> list[str]:
        """A run around the letters' place, which is left for them."""
        start = run.text.index(PLACE)
        glyphs = run.glyphs
        inside = [start <= glyph.cluster < start + len(PLACE) for glyph in glyphs]
        first = inside.index(True)
        pen = sum(glyph.advance for glyph in glyphs[:first])
        numbers = [embedded.font.font.get_nominal_glyph(ord(sign)) for sign in SIGNS]
        for glyph, sign in zip(numbers, SIGNS, strict=True):
            embedded.glyphs[glyph] = embedded.glyphs.get(glyph) or sign
        left = [glyph for glyph, letter in zip(glyphs, inside, strict=True) if not letter]
        code = _placed(left, run._replace(text=run.text.replace(PLACE, "\0" * len(PLACE))), embedded, x, baseline)
        at = f"1 0 0 1 {number(x + pen)} {number(baseline)} Tm"
        return [*code, at, ground.letters("".join(f"{each:04X}" for each in numbers))]

    def _said_again(self, line: ParagraphLine, x: float, baseline: float) -> list[str]:
        """The line's characters from left to right as the page shows them, spread evenly over each word's width."""
        self._use_unseen()
        code = ["3 Tr"]
        for run in line.runs:
            pen = x + run.x
            for is_space, group in itertools.groupby(_clusters(run), key=lambda cluster: run.text[cluster[0]] == " "):
                clusters = list(group)
                width = sum(glyph.advance for _, _, glyphs in clusters for glyph in glyphs)
                signs = [run.text[start:end][:: -1 if run.rtl else 1] for start, end, _ in clusters]
                word = without_isolates("".join(signs)) if not is_space else "".join(signs)
                if word:
                    code.append(self._laid_over(word, run.size, pen, baseline, width))
                pen += width
        return [*code, "100 Tz", "0 Tr"]

    def _said_for_page(self, line: ParagraphLine, x: float, baseline: float, *, from_right: bool) -> str:
        """A line of both directions, its characters in the order in which a reader of this page needs them."""
        self._use_unseen()
        said = self._laid_over(laid(line.shown, from_right=from_right), line.runs[0].size, x, baseline, line.width)
        return "\n".join(("BT", "3 Tr", said, "100 Tz", "0 Tr", "ET"))

    def _laid_over(self, text: str, size: float, x: float, baseline: float, width: float) -> str:
        """The characters spread evenly over ``width``."""
        stretch = 100 * max(width, 0.01) / (len(text) * EM_WIDTH * size)
        codes = "".join(f"{self._unseen.code(sign):04X}" for sign in text)
        return (
            f"/{self._unseen.name} {number(size)} Tf {number(stretch)} Tz "
            f"1 0 0 1 {number(x)} {number(baseline)} Tm <{codes}> Tj"
        )

    def _use_unseen(self) -> None:
        if self._unseen not in self._document.delayedFonts:
            self._document.delayedFonts.append(self._unseen)


def _placed(glyphs: Sequence[Glyph], run: GlyphRun, embedded: EmbeddedFont, x: float, baseline: float) -> list[str]:
    """Operators for a run's glyphs one by one."""
    embedded.note([glyph.number for glyph in glyphs], [glyph.cluster for glyph in glyphs], run.text)
    code = [f"/{embedded.name} {number(run.size)} Tf", f"1 0 0 1 {number(x)} {number(baseline)} Tm"]
    shown: list[str] = []
    pen = rise = 0.0
    em, joined = run.size / 1000, False
    for glyph, x_at, y_at, _, _ in glyphs:
        if abs(y_at - rise) > 0.001:
            if shown:
                code.append(f"[{''.join(shown)}>] TJ")
                shown, joined = [], False
            rise = y_at
            code.append(f"{number(rise)} Ts")
        move = (pen - x_at) / em
        if move >= 0.5 or move <= -0.5:
            shown.append(f">{number(move)}" if joined else number(move))
            pen -= move * em
            joined = False
        shown.append(f"{glyph:04X}" if joined else f"<{glyph:04X}")
        joined = True
        pen += embedded.widths[glyph] * em
    code.append(f"[{''.join(shown)}>] TJ" if shown else "[] TJ")
    if rise:
        code.append("0 Ts")
    return code


def _clusters(run: GlyphRun) -> Iterator[tuple[int, int, list[Glyph]]]:
    """The run's glyphs in drawing order, by the stretch of text that they stand for."""
    every = run.glyphs
    ends = cluster_ends([glyph.cluster for glyph in every], len(run.text))
    for start, glyphs in itertools.groupby(every, key=lambda glyph: glyph.cluster):
        yield start, ends[start], list(glyphs)


def _span(text: str, language: str | None, entry: str = "") -> str:
    said = f" /Lang <{_utf16(language)}>" if language else ""
    return f"/Span <</ActualText <{_utf16(text)}>{said}{entry}>> BDC"


def _utf16(text: str) -> str:
    return "FEFF" + text.encode("utf-16-be").hex().upper()

"""Qt's binding must give back what it takes: a lost reference to None ends the program after some thousand calls."""

import sys

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QPixmap, QTextLayout


def test_void_calls_leave_the_count_of_none_alone(qapp):
    layout = QTextLayout("words", QFont())
    canvas = QPixmap(10, 10)
    painter = QPainter(canvas)
    before = sys.getrefcount(None)
    for _ in range(500):
        layout.beginLayout()
        layout.createLine().setLineWidth(100)
        layout.endLayout()
        layout.draw(painter, QPointF(0, 0))
    painter.end()
    assert sys.getrefcount(None) > before - 100

"""Have all of a painted radio button or check box be its place, and not the small mark that Qt would draw."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QProxyStyle, QStyle, QStyleOption, QWidget
from shiboken6 import isValid


class _Whole(QProxyStyle):
    """Says of a radio button or a check box that all of it can be pressed, and not the small mark that Qt would draw.

    Only what asks where it is hears this, as a magnifier and a screen reader under a finger do.
    """

    def subElementRect(self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        if element in _CLICKED:
            return QRect(option.rect)
        return super().subElementRect(element, option, widget)  # type: ignore[arg-type]


_CLICKED = (QStyle.SubElement.SE_RadioButtonClickRect, QStyle.SubElement.SE_CheckBoxClickRect)
_whole: list[_Whole] = []


def pressed_as_a_whole(button: QAbstractButton) -> None:
    """Have all of a painted radio button or check box be its place, also for other programs."""
    if not _whole or not isValid(_whole[0]):
        _whole[:] = [_Whole()]
        _whole[0].setParent(QApplication.instance())
    button.setStyle(_whole[0])

"""Answers of three values: yes, no, and None where an unknown value could decide either way."""

from __future__ import annotations

from collections.abc import Iterable

Answer = bool | None


def every(answers: Iterable[Answer]) -> Answer:
    """Whether all of them hold: one no decides, then one doubt."""
    doubt = False
    for answer in answers:
        if answer is False:
            return False
        doubt = doubt or answer is None
    return None if doubt else True


def some(answers: Iterable[Answer]) -> Answer:
    """Whether one of them holds: one yes decides, then one doubt."""
    doubt = False
    for answer in answers:
        if answer is True:
            return True
        doubt = doubt or answer is None
    return None if doubt else False

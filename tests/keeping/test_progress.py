"""Bars on a terminal, and what is said when somebody stops the work or the database is away."""

import io
from contextlib import redirect_stderr

import pytest
from django.core.management import CommandError
from django.db import OperationalError

from editorial.management.progress import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_each_kind_of_work_has_a_bar_of_its_own():
    with redirect_stderr(Terminal()) as terminal, progress("恢复", stopped="停下了。") as on_step:
        on_step("文件", 1, 2)
        on_step("文件", 1, 2)
        on_step("数据行", 250, 1000)

    assert "恢复:   0%|" in terminal.getvalue()
    assert "| 0/2 [" in terminal.getvalue()
    assert "| 0/1000 [" in terminal.getvalue()


def test_work_whose_end_is_unknown_is_counted():
    with (
        redirect_stderr(Terminal()) as terminal,
        progress("静态副本", stopped="停下了。") as on_step,
    ):
        on_step("首页", 1)

    assert "静态副本: 0项 [" in terminal.getvalue()


def test_a_pipe_gets_no_bar(capsys):
    with progress("备份", stopped="停下了。") as on_step:
        on_step("文件", 1, 1)

    assert capsys.readouterr() == ("", "")


def test_whoever_stops_the_work_is_told_in_a_sentence():
    with pytest.raises(CommandError) as stopped, progress("备份", stopped="备份停下了。"):
        raise KeyboardInterrupt

    assert (str(stopped.value), stopped.value.returncode) == ("备份停下了。", 130)


def test_a_database_that_is_away_is_told_in_a_sentence():
    with pytest.raises(CommandError) as told, progress("备份", stopped="备份停下了。"):
        raise OperationalError("connection refused\nIs the server running?")

    assert str(told.value) == (
        "数据库连不上或用不了（connection refused），没有做完。"
        "请检查数据库是否在运行、DATABASE_URL 是否正确，再来一次。"
    )

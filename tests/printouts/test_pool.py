from concurrent.futures import ThreadPoolExecutor

import pytest

from app.printouts.errors import FontsMissing, GlyphMissing, PaperInvalid, RenderFailed
from app.printouts.pool import Bounds, RenderPool, _Refusal
from app.printouts.render import render
from tests.printouts.sheets import DATA, folder, shipped

SLOW = (
    '{% extends "_base/official.html" %}{% block body %}'
    "{% for a in rows %}{% for b in rows %}<p>{{ text }}</p>{% endfor %}{% endfor %}{% endblock %}"
)


@pytest.fixture(scope="module")
def pool():
    with RenderPool(1) as pool:
        yield pool


def test_the_pool_gives_the_same_bytes(pool):
    paper = shipped("turn-out-instruction")

    assert pool.render(paper, paper.sample) == render(paper, paper.sample)


def test_refusals_come_back_as_themselves(pool):
    with pytest.raises(GlyphMissing, match="U\\+1F692"):
        pool.render(folder(), {**DATA, "text": "🚒"})
    with pytest.raises(PaperInvalid, match="没有填"):
        pool.render(folder(), {"text": "国"})


def test_threads_share_the_pool(pool):
    with ThreadPoolExecutor(4) as threads:
        papers = list(
            threads.map(lambda n: pool.render(folder(), {**DATA, "text": "国" * (n + 1)}), range(8))
        )

    assert len({paper.pdf for paper in papers}) == 8


def test_a_paper_over_time_is_refused_and_the_next_one_rendered():
    with RenderPool(1, Bounds(seconds=0.1)) as pool:
        with pytest.raises(RenderFailed, match=r"超过 0\.1 秒"):
            pool.render(folder(SLOW), {**DATA, "text": "国" * 2000, "rows": [1] * 8})
        pool._bounds = Bounds()

        assert pool.render(folder(), {**DATA, "text": "国"}).pages == 1


def test_processes_are_replaced_when_they_have_served():
    with RenderPool(1, Bounds(papers=1)) as pool:
        first = _process(pool)
        pool.render(folder(), {**DATA, "text": "国"})

        assert _process(pool) != first


def test_a_killed_process_costs_only_its_paper():
    with RenderPool(1) as pool:
        pool.render(folder(), {**DATA, "text": "国"})
        next(iter(pool._all))._process.kill()

        with pytest.raises(RenderFailed, match="排版进程中断"):
            pool.render(folder(), {**DATA, "text": "国"})
        assert pool.render(folder(), {**DATA, "text": "国"}).pages == 1


def test_a_closed_pool_refuses():
    pool = RenderPool(1)
    pool.close()

    with pytest.raises(RenderFailed, match="已停止"):
        pool.render(folder(), DATA)


def _process(pool: RenderPool) -> int | None:
    return next(iter(pool._all))._process.pid


def test_a_machine_without_fonts_says_so_each_time(monkeypatch):
    monkeypatch.setattr("app.printouts.pool._serve", _without_fonts)

    with RenderPool(1) as pool:
        for _ in range(2):
            with pytest.raises(FontsMissing, match="仿宋"):
                pool.render(folder(), {**DATA, "text": "国"})


def _without_fonts(connection):
    connection.send(_Refusal.of(FontsMissing(what="仿宋", command="scripts/fonts.sh")))

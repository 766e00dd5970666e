import shutil

import pytest
from fontTools.ttLib import TTFont

from app.printouts import fonts
from app.printouts.errors import FontsMissing
from app.printouts.fonts import Role

CACHE = fonts.ROOT / "cache"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A fonts folder of its own, with the free fonts linked in."""
    (tmp_path / "site").mkdir()
    (tmp_path / "cache").mkdir()
    for font in CACHE.glob("*.[ot]tf"):
        (tmp_path / "cache" / font.name).symlink_to(font)
    monkeypatch.setattr(fonts, "ROOT", tmp_path)
    fonts.faces.cache_clear()
    yield tmp_path
    fonts.faces.cache_clear()


def test_this_machine_lacks_nothing():
    assert fonts.missing() == ()


def test_the_bureaus_own_font_wins(home):
    with TTFont(CACHE / "FandolKai-Regular.otf") as font:
        font["name"].removeNames(platformID=1)
        font["name"].setName("仿宋_GB2312", 1, 3, 1, 0x409)
        font.save(home / "site" / "fangsong.otf")

    assert fonts.faces().roles[Role.FANG].file == home / "site" / "fangsong.otf"
    assert '"仿宋_GB2312"' in fonts.faces().css


def test_what_is_missing_is_named_with_its_command(home):
    (home / "cache" / "FandolFang-Regular.otf").unlink()

    with pytest.raises(FontsMissing, match=r"缺：仿宋。请运行：scripts/fonts\.sh"):
        fonts.faces()
    assert [problem.message for problem in fonts.missing()] == [
        "文书排不了版，缺：仿宋。请运行：scripts/fonts.sh"
    ]


def test_broken_font_files_are_passed_over(home):
    shutil.copyfile(__file__, home / "site" / "broken.ttf")

    assert fonts.faces().roles[Role.FANG].family == "FandolFang R"


def test_digest_tells_other_fonts_apart(home):
    before = fonts.faces().digest
    fonts.faces.cache_clear()
    with TTFont(CACHE / "FandolKai-Regular.otf") as font:
        font["name"].setName("楷体", 1, 3, 1, 0x804)
        font.save(home / "site" / "kai.otf")

    assert fonts.faces().digest != before


def test_rare_characters_fall_to_the_wide_font():
    faces = fonts.faces()

    assert faces.pick(Role.FANG, "国") is faces.roles[Role.FANG]
    assert faces.pick(Role.FANG, "峃") is faces.rare
    assert faces.pick(Role.FANG, "🚒") is None

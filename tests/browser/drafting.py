"""A real site with a draft of the tutorial's package, and browser pages of the one who writes it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from app.core.actor import Actor, ActorKind
from app.main import create_app
from app.repository.drafts import draft_of, files_of, lock_file, open_draft, read_file, save_file
from app.worker.drafts.previews import PreviewPool
from app.worker.house import House
from tests import yunxi
from tests.browser.patience import PATIENCE
from tests.browser.serving import served_app

WRITER = Actor(ActorKind.USER, "writer", "writer 甲", yunxi.KEY)


@dataclass
class Drafting:
    """The served site: its address, its house, and the draft that was begun."""

    address: str
    house: House
    draft: str
    signed_in: dict[str, Any] = field(default_factory=dict)
    opened: list[BrowserContext] = field(default_factory=list)

    def editor(self, path: str) -> str:
        """The address of the editor of a file."""
        return f"{self.address}/drafts/{self.draft}/files/{path}"

    def text(self, path: str) -> str:
        """What the draft holds of a file."""
        with self.house.database.reading(WRITER) as ctx:
            return read_file(ctx, draft_of(ctx, self.draft), path)[0].decode(errors="replace")

    def kept(self, page: Page, path: str, when: Callable[[str], bool]) -> str:
        """What the draft holds of a file, as soon as it is so; the page works on meanwhile."""
        for _ in range(PATIENCE // 100):
            if when(text := self.text(path)):
                break
            page.wait_for_timeout(100)
        assert when(text), text
        return text

    def begin_anew(self, path: str) -> None:
        """Put a file back as it was deployed, with nobody editing it.

        By versions of its own: what a closed page sends late is a conflict, even when nothing was saved before.
        """
        with self.house.database.transaction(WRITER) as ctx:
            draft = draft_of(ctx, self.draft)
            _, version = read_file(ctx, draft, path)
            deployed, _ = read_file(ctx, draft, path, 0)
            version = save_file(ctx, draft.id, path, deployed + b"\n", version)
            save_file(ctx, draft.id, path, deployed, version)
            lock_file(ctx, draft.id, path, "seize")
            lock_file(ctx, draft.id, path, "leave")

    def files(self) -> tuple[str, ...]:
        """All files by path."""
        with self.house.database.reading(WRITER) as ctx:
            return tuple(files_of(ctx, draft_of(ctx, self.draft)))

    def page(self, browser: Browser, login: str = "writer", **options: Any) -> Page:
        """A page of that person, signed in, 1440 wide."""
        if login not in self.signed_in:
            self.signed_in[login] = self._sign_in(browser, login)
        options = {"viewport": {"width": 1440, "height": 960}, "locale": "zh-CN", **options}
        context = browser.new_context(storage_state=self.signed_in[login], **options)
        context.set_default_timeout(PATIENCE)
        self.opened.append(context)
        return context.new_page()

    def close_pages(self) -> None:
        """Close all that were opened."""
        while self.opened:
            self.opened.pop().close()

    def _sign_in(self, browser: Browser, login: str) -> Any:
        context = browser.new_context(locale="zh-CN")
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(f"{self.address}/sign-in")
        page.locator("input[name=account]").fill(login)
        page.locator("input[name=password]").fill(yunxi.PASSWORD)
        page.locator("form[action='/sign-in'] button.btn-primary").click()
        page.wait_for_url(
            lambda url: "/sign-in" not in url, wait_until="load"
        )  # nothing may be half fetched when it closes
        state = context.storage_state()
        context.close()
        return state


@contextmanager
def served_draft(database: Path) -> Iterator[Drafting]:
    """Serve a copy of the tutorial's database, with a draft begun."""
    house = yunxi.open_copy(database)
    previews = house.shared[PreviewPool] = PreviewPool(seconds=PATIENCE / 1000)
    with house.database.transaction(WRITER) as ctx:
        draft = open_draft(ctx, yunxi.KEY).id
    with served_app(create_app(house=house)) as address:
        yield Drafting(address, house, draft)
    previews.close()
    house.database.engine.dispose()

"""A person at a browser: signs in, finds a task, fills a form-js form by its labels, presses a button."""

import re
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page

from tests.browser.patience import PATIENCE


@dataclass
class Person:
    """One browser window of one post."""

    page: Page
    base: str

    @classmethod
    def at(cls, browser: Browser, base: str, login: str, password: str, *, phone: bool = False) -> "Person":
        """Open a window and sign in."""
        size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 960}
        page = browser.new_context(viewport=size, locale="zh-CN", bypass_csp=False).new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{base}/sign-in")
        page.get_by_label("账号", exact=True).fill(login)
        page.locator("input[name=password]").fill(password)
        page.locator(
            "form[action='/sign-in'] button[type=submit], form[action='/sign-in'] button.btn-primary"
        ).click()
        page.wait_for_url(lambda url: "/sign-in" not in url, wait_until="commit")
        return cls(page, base)

    def open_task(self, name: str) -> None:
        """Find the task in the list and open its page."""
        task = self.page.locator(".rows a", has_text=name).first
        for _ in range(PATIENCE // 500):  # the worker may still be bringing it there
            self.page.goto(f"{self.base}/tasks")
            if task.count():
                break
            self.page.wait_for_timeout(500)
        task.click()
        self.ready()

    def ready(self) -> None:
        """Wait until the form of the page takes what is typed and pressed."""
        self.page.locator("[data-form][data-ready]").wait_for(state="attached")

    def fill(self, label: str, value: str) -> None:
        """Type into the field of that label."""
        self.field(label).locator("input:not([type=checkbox]), textarea").first.fill(value)

    def choose(self, label: str, option: str) -> None:
        """Pick an option of a select."""
        field = self.field(label)
        field.locator(".fjs-input-group").click()
        self.page.locator(".fjs-dropdownlist-item", has_text=option).first.click()

    def tick(self, label: str, option: str) -> None:
        """Choose a radio button or tick a box."""
        self.field(label).locator("label", has_text=re.compile(f"^{re.escape(option)}$")).click()

    def at_moment(self, label: str, day: str, time: str) -> None:
        """Type a date and a time into a datetime field."""
        field = self.field(label)
        date_ready(field)
        typed = field.locator("input:not(.flatpickr-calendar input)")
        date, clock = typed.nth(0), typed.nth(1)
        date.fill(day)
        date.press("Enter")
        clock.fill(time)
        clock.press("Enter")

    def press(self, button: str) -> None:
        """Press a button of the decision bar; the page says what came of it."""
        self.ready()
        self.page.locator("button[data-outcome]", has_text=re.compile(button)).first.click()

    def arrives(self, path: str) -> None:
        """Wait until the page that follows is there; its path begins the task's own, so all of it must match."""
        whole = re.compile(re.escape(self.base) + path + r"(?:\?.*)?$")
        self.page.wait_for_url(whole, wait_until="commit")
        self.page.wait_for_load_state("domcontentloaded")

    def field(self, label: str) -> Locator:
        """The form field that carries the label."""
        named = self.page.locator(".fjs-form-field-label", has_text=re.compile(rf"^{re.escape(label)}\*?$"))
        return self.page.locator(".fjs-form-field").filter(has=named).last


FRAMES = """async () => {
  for (let n = 0; n < 2; n += 1) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""


def date_ready(field: Locator) -> None:
    """Wait until a date takes what is typed: form-js dresses its input a frame later, and empties it then."""
    field.locator(".flatpickr-input").wait_for()
    field.page.evaluate(FRAMES)

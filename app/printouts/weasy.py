"""WeasyPrint, imported only after fontconfig was told to see the papers' own fonts alone."""

from app.printouts import fonts

fonts.activate()

import weasyprint  # noqa: E402 - it reads the font list while it is imported
from weasyprint.text.fonts import FontConfiguration  # noqa: E402 - as above
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402 - as above

CSS = weasyprint.CSS
HTML = weasyprint.HTML
Attachment = weasyprint.Attachment

__all__ = ["CSS", "HTML", "Attachment", "FontConfiguration", "URLFetcher", "URLFetcherResponse"]

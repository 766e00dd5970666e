"""流程手册: how a deployed package really runs, on paper: every process as a picture and as a table of its steps."""

from app.reports.handbook.paper import handbook_of

__all__ = ["handbook_of"]

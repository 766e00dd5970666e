"""Refusals of reports."""

from app.core.errors import Invalid, NotFound


class ReportUnknown(NotFound):
    """本属地没有报表“{report}”。"""

    code = "report-unknown"


class ReportTooLarge(Invalid):
    """这段时间里超过 {most} 行，算不过来。请缩短起止时间。"""

    code = "report-too-large"


class ReportFailed(Invalid):
    """报表“{title}”的“{where}”算不出来：{reason}。请找流程负责人改报表。"""

    code = "report-failed"

"""The handbook of what is deployed, one PDF for those who may see deployments."""


def test_process_owner_prints_the_handbook(site):
    owner = site.as_("process-owner")

    link = owner.get("/printouts").text
    printed = owner.get("/handbook.pdf")

    assert 'href="/handbook.pdf"' in link
    assert printed.mimetype == "application/pdf"
    assert printed.data.startswith(b"%PDF-")
    assert "handbook-rongcheng.pdf" in printed.headers["Content-Disposition"]


def test_a_browser_that_has_it_is_not_sent_it_again(site):
    owner = site.as_("process-owner")
    tag = owner.get("/handbook.pdf").headers["ETag"]

    again = owner.get("/handbook.pdf", headers={"If-None-Match": tag})

    assert again.status_code == 304
    assert again.data == b""

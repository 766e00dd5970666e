"""Signing in: what the browser is given, and who is slowed down by whose mistakes."""

PASSWORD = "made for these tests only"


def test_cookie_of_a_session_ends_and_is_for_this_house_alone(site):
    client = site.app.test_client()

    given = client.post("/sign-in", data={"account": "auditor", "password": PASSWORD, "stay": "1"})
    (cookie,) = given.headers.getlist("Set-Cookie")

    assert cookie.startswith("session=")
    assert {"HttpOnly", "SameSite=Lax"} <= {part.partition(" ")[0] for part in cookie.split("; ")}
    assert "Expires=" in cookie


def test_name_that_looks_like_an_address_slows_nobody_at_that_address_down(site):
    def enter(account, password, address):
        form = {"account": account, "password": password}
        return site.app.test_client().post("/sign-in", data=form, environ_overrides={"REMOTE_ADDR": address})

    for name in ["10.9.8.7", "token 10.9.8.7"] * 5:
        enter(name, "wrong", "10.1.1.1")

    assert enter("auditor", PASSWORD, "10.1.1.1").status_code == 429
    assert enter("auditor", PASSWORD, "10.9.8.7").status_code == 302

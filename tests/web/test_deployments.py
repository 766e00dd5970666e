"""所有版本: the list, a version's files, going back to one, and packages as zips."""

import io
import zipfile

import pytest
from sqlalchemy import select

from app.bundle.archive import pack
from app.bundle.bundle import Bundle
from app.core.actor import Actor, ActorKind
from app.history.models import OperationLog
from app.repository.deployments import create_deployment, current
from app.repository.drafts import bundle_of, unfinished
from tests.web.test_drafts import LONGER, save, words
from tests.yunxi import KEY, SETTINGS, package

OPERATOR = Actor(ActorKind.CLI, "cli", "命令行", KEY)
FOREIGN = (
    b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">'
    b'<process id="order" name="\xe5\xa4\x96\xe6\x9d\xa5\xe6\xb5\x81\xe7\xa8\x8b" isExecutable="true"/></definitions>'
)
FEWER = [one for path, one in package().resources.items() if "not-true" not in path]


def upload(client, draft, data, name="p.zip"):
    """The browser's form with a file, in one piece."""
    head = f'--x\r\nContent-Disposition: form-data; name="package"; filename="{name}"\r\n\r\n'.encode()
    form = {"data": head + data + b"\r\n--x--\r\n", "content_type": "multipart/form-data; boundary=x"}
    return client.post(f"{draft}/import", follow_redirects=True, **form)


@pytest.fixture
def versions(desk):
    """The ids of two versions, the older first."""
    with desk.house.database.transaction(OPERATOR) as ctx:
        first = current(ctx, KEY).id
        return first, create_deployment(ctx, Bundle.from_resources(KEY, FEWER)).id


def test_versions_are_listed_newest_first(desk, versions):
    page = words(desk.as_("auditor").get("/deployments"))

    assert page.index("第 2 版 在运行") < page.index("第 1 版 从文件夹部署")
    assert "回到这一版" not in page


def test_one_version_shows_its_files(desk, versions):
    page = desk.as_("writer").get(f"/deployments/{versions[0]}").text

    assert "not-true.yaml" in page
    assert "not-true.yaml" not in desk.as_("writer").get(f"/deployments/{versions[1]}").text


def test_going_back_opens_a_draft_with_the_older_files(desk, versions):
    writer = desk.as_("writer")
    assert "回到这一版" in writer.get("/deployments").text

    page = words(writer.post(f"/deployments/{versions[0]}/roll-back", follow_redirects=True))

    assert "草稿（第 3 版）" in page
    with desk.house.database.reading(OPERATOR) as ctx:
        assert bundle_of(ctx, unfinished(ctx, KEY)).digest == package().digest
    assert "第 3 版草稿还没有完成" in words(writer.get("/deployments"))


def test_version_of_another_jurisdiction_is_not_found(desk, versions):
    with desk.house.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE account SET jurisdiction = 'elsewhere' WHERE login = 'auditor'")
    stranger = desk.as_("auditor")

    for place in ("", "/package.zip"):
        assert stranger.get(f"/deployments/{versions[0]}{place}").status_code == 404


def test_package_of_a_version_is_its_files(desk, versions):
    answer = desk.as_("auditor").get(f"/deployments/{versions[1]}/package.zip")

    assert answer.data == pack(FEWER)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="yunxi-2.zip"'


def test_draft_goes_out_and_comes_in(desk):
    writer = desk.as_("writer")
    writer.post("/drafts")
    with desk.house.database.reading(OPERATOR) as ctx:
        draft = f"/drafts/{unfinished(ctx, KEY).id}"
    save(writer, draft, SETTINGS, LONGER)
    data = writer.get(f"{draft}/package.zip").data
    save(writer, draft, SETTINGS, LONGER + b"\n", 1)

    page = upload(writer, draft, data)

    assert "改了 1 个文件，删了 0 个" in page.text
    assert writer.get(f"{draft}/content/{SETTINGS}").data == LONGER


def test_zip_that_is_refused_changes_nothing(desk):
    writer = desk.as_("writer")
    writer.post("/drafts")
    with desk.house.database.reading(OPERATOR) as ctx:
        draft = f"/drafts/{unfinished(ctx, KEY).id}"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(f"processes/{KEY}/jurisdiction.yaml", "key: yunxi")
        archive.writestr("run.sh", "")

    bad = upload(writer, draft, out.getvalue())
    huge = upload(writer, draft, b"\0" * (17 * 1024 * 1024))
    none = upload(writer, draft, b"", "")

    assert [answer.status_code for answer in (bad, huge, none)] == [422, 413, 422]
    assert "还没有改动" in words(writer.get("/drafts"))
    with desk.house.database.reading(OPERATOR) as ctx:
        (told,) = ctx.session.scalars(select(OperationLog.body).where(OperationLog.operation == "refused"))
    assert "archive-unknown-file" in str(told)


def test_one_file_of_another_product_goes_into_the_draft_and_opens(desk):
    writer = desk.as_("writer")
    writer.post("/drafts")
    with desk.house.database.reading(OPERATOR) as ctx:
        draft = f"/drafts/{unfinished(ctx, KEY).id}"

    opened = upload(writer, draft, FOREIGN, "order.bpmn")
    other = upload(writer, draft, FOREIGN, "order.exe")

    assert opened.request.path == f"{draft}/files/processes/{KEY}/order.bpmn"
    assert "外来流程" in opened.text
    assert (other.status_code, "只收 .bpmn" in other.text) == (422, True)


def test_zip_larger_than_other_uploads_is_read(desk):
    writer = desk.as_("writer")
    writer.post("/drafts")
    with desk.house.database.reading(OPERATOR) as ctx:
        draft = f"/drafts/{unfinished(ctx, KEY).id}"

    answer = upload(writer, draft, b"\0" * 5_000_000)

    assert (answer.status_code, "压缩包读不出来" in answer.text) == (422, True)

"""What an attacker would try, and what comes of it."""

from __future__ import annotations

import asyncio
import csv
import io
import zipfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from myostride.activity.limits import MAX_UNPACKED_BYTES
from myostride.errors import HomeError
from myostride.home import open_home
from myostride.web.guard import attempts, limits
from myostride.web.guard.attempts import FROM_ALL, FROM_ONE, WITHIN_S, Attempts
from myostride.web.guard.password import remove_password, set_password
from myostride.web.uploads import harmless
from tests.web.browsing import ADDRESS, Dashboard
from tests.web.conftest import Serve

ENTRY = {"kind": "steps", "value": 9000}
NOTHING = ({"type": "http.request", "body": b"", "more_body": False},)


def raw_request(
    dashboard: Dashboard,
    method: str,
    path: bytes,
    sent: Iterable[dict[str, Any]] = NOTHING,
    *headers: tuple[bytes, bytes],
) -> list[dict[str, Any]]:
    """A request as it comes from the network, which no client has tidied up; what is answered.

    In a thread of its own: a browser test in the same process leaves a loop in this one.
    """
    answered: list[dict[str, Any]] = []
    coming = iter(sent)

    async def receive() -> dict[str, Any]:
        return next(coming, {"type": "http.disconnect"})

    async def send(message: dict[str, Any]) -> None:
        answered.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": unquote(path.decode()), "raw_path": path, "query_string": b"",
        "root_path": "", "headers": [(b"host", b"127.0.0.1:8321"), *headers],
        "client": ("127.0.0.1", 50000), "server": ("127.0.0.1", 8321), "state": {},
    }  # fmt: skip

    def ask() -> None:
        asyncio.run(dashboard.app(scope, receive, send))

    with ThreadPoolExecutor(1) as apart:
        apart.submit(ask).result()
    return answered


PASSWORD = "correct horse battery"
ELSEWHERE = "0.0.0.0"

# Another site makes the browser change something (CSRF)


def entries(dashboard: Dashboard) -> int:
    return int(dashboard.get("/api/diary", params={"kind": "steps"})["total"])


def test_a_change_without_the_token_is_refused(dashboard: Dashboard) -> None:
    before = entries(dashboard)  # the cookie is there from now on
    assert dashboard.client.post("/api/diary", json=ENTRY).status_code == 403
    assert entries(dashboard) == before


@pytest.mark.parametrize("token", ["", "x", "a.b", "é"])
def test_a_made_up_token_is_refused(dashboard: Dashboard, token: str) -> None:
    dashboard.get("/api/token")
    headers = {"X-Csrf-Token": token.encode("latin-1")}
    assert dashboard.client.post("/api/diary", json=ENTRY, headers=headers).status_code == 403


def test_a_token_of_another_home_is_refused(
    dashboard: Dashboard, serve: Serve, tmp_path: Path
) -> None:
    other = serve(tmp_path / "other")
    dashboard.get("/api/token")
    headers = {"X-Csrf-Token": other.token}
    assert dashboard.client.post("/api/diary", json=ENTRY, headers=headers).status_code == 403


def test_a_token_of_another_visit_is_refused(dashboard: Dashboard) -> None:
    old = dashboard.token
    dashboard.client.cookies.clear()
    dashboard.get("/api/token")
    headers = {"X-Csrf-Token": old}
    assert dashboard.client.post("/api/diary", json=ENTRY, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_change_from_elsewhere_is_refused_even_with_the_token(
    dashboard: Dashboard, headers: dict[str, str]
) -> None:
    assert dashboard.send("POST", "/api/diary", json=ENTRY, headers=headers).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("path", "how"),
    [
        ("/plan?go=1", {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}),
        ("/plan?go=1", {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}),
        ("/api/export", {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}),
        ("/api/status", {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}),
    ],
)
def test_another_site_can_not_make_it_compute(
    dashboard: Dashboard, path: str, how: dict[str, str], site: str
) -> None:
    headers = {"Sec-Fetch-Site": site} | how
    assert dashboard.client.get(path, headers=headers).status_code == 403


def test_a_link_on_another_site_can_be_followed(dashboard: Dashboard) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate",
               "Sec-Fetch-Dest": "document"}  # fmt: skip
    assert dashboard.client.get("/", headers=headers).status_code == 200


def test_a_change_from_our_own_page_goes_through(dashboard: Dashboard) -> None:
    headers = {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}
    assert dashboard.send("POST", "/api/diary", json=ENTRY, headers=headers).status_code == 201


def test_files_without_the_token_are_refused_and_not_kept(
    dashboard: Dashboard, season_home: Path
) -> None:
    dashboard.get("/api/token")
    late = [("files", ("a.fit", b"x")), ("csrf_token", (None, dashboard.token))]
    for files in ([("files", ("a.fit", b"x"))], late):
        assert dashboard.client.post("/api/import", files=files).status_code == 403
    assert dashboard.get("/api/jobs") == []
    assert not [path for path in (season_home / "incoming").rglob("*") if path.is_file()]


def test_the_cookie_is_for_our_pages_alone(dashboard: Dashboard) -> None:
    cookie = dashboard.client.get("/api/token").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


# A name of somebody else is pointed at this address (DNS rebinding)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8321", "127.0.0.1.evil.example", "localhost.evil", "",
             "192.168.0.7", "127.0.0.1@evil.example", "127.0.0.1:80@evil.example",
             "[::1].evil.example", "[::1]:80.evil.example", "127.0.0.1:x"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/api/status", "/static/page.css"])
def test_another_host_name_gets_nothing(dashboard: Dashboard, host: str, path: str) -> None:
    answer = dashboard.client.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert "muscles" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8321", "localhost", "LOCALHOST:1", "[::1]:8321"])
def test_names_of_this_computer_are_answered(dashboard: Dashboard, host: str) -> None:
    assert dashboard.client.get("/api/token", headers={"Host": host}).status_code == 200


# Paths that lead elsewhere


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2f..%2fapp.py",
        "/static/....//app.py",
        "/static//etc/passwd",
        "/api/runs/..%2f..%2fetc%2fpasswd",
        "/api/jobs/..%2f..%2fweb-secret",
        "/api/jobs/%00",
    ],
)
def test_no_path_leads_out(dashboard: Dashboard, path: str) -> None:
    begun, *bodies = raw_request(dashboard, "GET", path.encode())
    assert begun["status"] in (404, 405, 422)
    told = b"".join(body.get("body", b"") for body in bodies)
    assert b"root:" not in told
    assert b"import" not in told.replace(b"import some", b"")


@pytest.mark.parametrize(
    "name",
    ["../../evil.fit", "/etc/evil.fit", "..\\..\\evil.fit", "C:\\Windows\\evil.fit",
     "a/../../../evil.fit", "....//evil.fit", "~/evil.fit", "x\x00y/evil.fit", "\n\r/evil.fit",
     "CON:evil.fit", ".", "..", "/", "a" * 5000 + ".fit", "é" * 3000, "-rf", "\u202eevil.fit"],
)  # fmt: skip
def test_a_file_name_never_leads_out(name: str, tmp_path: Path) -> None:
    path = harmless(name)
    assert not path.is_absolute()
    assert ".." not in path.parts
    target = (tmp_path / path).resolve()
    assert target.is_relative_to(tmp_path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"")  # a name that the file system takes


def test_an_upload_writes_nothing_outside(
    empty: Dashboard, some_files: list[Path], tmp_path: Path
) -> None:
    data = some_files[0].read_bytes()
    before = {path for path in tmp_path.rglob("*") if path.suffix == ".fit"}
    empty.job(empty.upload(("../../../evil.fit", data), (f"{tmp_path}/evil.fit", data)))
    after = {path for path in tmp_path.rglob("*") if path.suffix == ".fit"}
    assert after == before


def test_a_zip_writes_nothing_outside(empty: Dashboard, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        zipped.writestr("../../../../evil.gpx", "<gpx/>")
    job = empty.job(empty.upload(("a.zip", packed.getvalue())))
    assert job["result"]["summary"]["failed"] == 1
    assert not list(tmp_path.rglob("evil.gpx"))


# Names and titles that are code (XSS)

SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def test_a_hostile_title_is_sent_as_json_and_shown_as_text(
    empty: Dashboard, some_files: list[Path]
) -> None:
    rows = io.StringIO()
    table = csv.writer(rows)
    table.writerow(["Activity ID", "Activity Date", "Activity Name", "Activity Type", "Filename"])
    table.writerow(["1", "Jun 1, 2025, 8:00:00 AM", SCRIPT, "Run", "activities/1.fit"])
    empty.job(empty.upload(("mine/activities.csv", rows.getvalue().encode()),
                           ("mine/activities/1.fit", some_files[0].read_bytes())))  # fmt: skip
    answer = empty.client.get("/api/runs")
    (run,) = answer.json()["runs"]
    assert run["title"] == SCRIPT
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    for path in ("/", "/runs", f"/runs/{run['run_id']}"):
        page = empty.client.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
    assert "&lt;script&gt;alert" in empty.client.get("/runs").text


@pytest.mark.parametrize(
    "path",
    ["/%3Cscript%3Ealert(1)%3C/script%3E", "/runs/%3Cscript%3Ealert(1)%3C/script%3E",
     "/?athlete=%3Cscript%3Ealert(1)%3C/script%3E", "/?date=%3Cscript%3Ealert(1)%3C/script%3E"],
)  # fmt: skip
def test_what_an_address_says_is_shown_as_text(dashboard: Dashboard, path: str) -> None:
    assert "<script>alert" not in dashboard.client.get(path).text


def test_a_spreadsheet_runs_nothing_of_an_export(dashboard: Dashboard) -> None:
    entry = ENTRY | {"text": '=HYPERLINK("http://evil.example")'}
    assert dashboard.send("POST", "/api/diary", json=entry).status_code == 201
    sent = dashboard.client.get("/api/export").content
    diary = zipfile.ZipFile(io.BytesIO(sent)).read("diary.csv").decode()
    assert "'=HYPERLINK" in diary


@pytest.mark.parametrize("path", ["/", "/api/status", "/api/docs", "/api/nothing", "/nothing"])
def test_every_answer_forbids_what_is_not_ours(dashboard: Dashboard, path: str) -> None:
    headers = dashboard.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


def test_what_takes_long_to_send_is_kept_by_the_browser(dashboard: Dashboard) -> None:
    kept = {path: dashboard.client.get(path).headers["cache-control"]
            for path in ("/charts/vega.js", "/atlas.css", "/static/page.css")}  # fmt: skip
    assert kept == {"/charts/vega.js": "private, max-age=86400", "/atlas.css": "no-cache",
                    "/static/page.css": "no-cache"}  # fmt: skip


def test_no_other_site_may_read_an_answer(dashboard: Dashboard) -> None:
    answer = dashboard.client.get("/api/status", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


# Too much


def test_a_large_body_is_refused_with_the_limit(dashboard: Dashboard) -> None:
    entry = ENTRY | {"text": "x" * 2_000_000}
    refused = dashboard.send("POST", "/api/diary", json=entry)
    assert refused.status_code == 413
    assert "at most 1 MB" in refused.json()["error"]


def test_a_large_body_is_refused_though_it_does_not_say_its_size(dashboard: Dashboard) -> None:
    def pieces() -> Any:
        for _ in range(40):
            yield b'"' + b"x" * 100_000

    refused = dashboard.send("POST", "/api/diary", content=pieces(),
                             headers={"Content-Type": "application/json"})  # fmt: skip
    assert refused.status_code == 413


def test_an_upload_that_says_it_is_too_large_is_refused_unread(dashboard: Dashboard) -> None:
    headers = {"Content-Length": str(limits.MAX_UPLOAD_BYTES + 1),
               "Content-Type": "multipart/form-data; boundary=x"}  # fmt: skip
    refused = dashboard.send("POST", "/api/import", headers=headers, content=b"")
    assert refused.status_code == 413
    assert "4000 MB" in refused.json()["error"]


def test_a_file_over_the_limit_is_left_out_and_said_so(
    empty: Dashboard, some_files: list[Path]
) -> None:
    large = b"\0" * (MAX_UNPACKED_BYTES + 1)
    job = empty.job(empty.upload(("large.fit", large), some_files[0]))
    rows = {row["path"]: row for row in job["result"]["files"]}
    assert rows["large.fit"]["outcome"] == "failed"
    assert "100 MB" in rows["large.fit"]["reason"]
    assert rows[some_files[0].name]["outcome"] == "imported"


def test_too_many_files_are_refused_with_the_limit(empty: Dashboard, tmp_path: Path) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n\r\n'
    body = part * (limits.MAX_FILES + 1) + b"--x--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    refused = empty.send("POST", "/api/import", headers=headers, content=body)
    assert refused.status_code == 422
    assert f"at most {limits.MAX_FILES} files" in refused.json()["error"]
    assert not list((tmp_path / "new-home" / "incoming").rglob("a"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b"--x\r\n",
        b"--x\r\nContent-Disposition: form-data; name=files; filename=a\r\n\r\ncut off",
        b"--x\r\n" + b"A: b\r\n" * 5000 + b"\r\n--x--\r\n",
        b"--x\r\nA" + b"a" * 100_000 + b": b\r\n\r\n--x--\r\n",
    ],
)
def test_a_broken_form_is_refused_in_one_line(empty: Dashboard, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    refused = empty.send("POST", "/api/import", headers=headers, content=body)
    assert refused.status_code == 422
    assert "\n" not in refused.json()["error"]


# The password (listening elsewhere than on this computer)


@pytest.fixture
def guarded(serve: Serve, season_home: Path) -> Dashboard:
    set_password(season_home, PASSWORD)
    return serve(season_home, host=ELSEWHERE)


def log_in(dashboard: Dashboard, password: str, target: str = "/") -> Any:
    page = dashboard.client.get("/login").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    form = {"password": password, "next": target, "csrf_token": token}
    return dashboard.client.post("/login", data=form)


def test_nothing_is_served_elsewhere_without_a_password(serve: Serve, season_home: Path) -> None:
    with pytest.raises(HomeError, match="myostride password"):
        serve(season_home, host=ELSEWHERE)


@pytest.mark.parametrize(
    "path", ["/", "/api/status", "/api/openapi.json", "/api/docs", "/api/token", "/runs", "//"]
)
def test_nobody_sees_anything_before_logging_in(guarded: Dashboard, path: str) -> None:
    answer = guarded.client.get(path)
    assert answer.status_code in (401, 303)
    assert "muscles" not in answer.text


def test_the_right_password_opens_and_logging_out_closes(guarded: Dashboard) -> None:
    assert log_in(guarded, PASSWORD).status_code == 303
    cookies = dict(guarded.client.cookies)
    assert guarded.client.get("/api/status").status_code == 200
    assert guarded.send("POST", "/logout").status_code == 303
    assert guarded.client.get("/api/status").status_code == 401
    guarded.client.cookies.update(cookies)  # somebody kept them
    assert guarded.client.get("/api/status").status_code == 401


def test_a_session_is_held_by_a_cookie_that_scripts_can_not_read(guarded: Dashboard) -> None:
    cookie = log_in(guarded, PASSWORD).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_made_up_session_opens_nothing(guarded: Dashboard) -> None:
    log_in(guarded, PASSWORD)
    name = next(name for name in guarded.client.cookies if "session" in name)
    value = guarded.client.cookies[name]
    guarded.client.cookies.clear()
    guarded.client.cookies.set(name, value[:-2] + "xx")
    assert guarded.client.get("/api/status").status_code == 401


def test_a_new_password_ends_old_sessions(guarded: Dashboard, season_home: Path) -> None:
    log_in(guarded, PASSWORD)
    set_password(season_home, PASSWORD + "!")
    assert guarded.client.get("/api/status").status_code == 401
    assert log_in(guarded, PASSWORD).status_code == 401
    assert log_in(guarded, PASSWORD + "!").status_code == 303
    remove_password(season_home)
    assert guarded.client.get("/api/status").status_code == 401


def test_a_restart_keeps_sessions_but_not_those_logged_out(
    guarded: Dashboard, serve: Serve, season_home: Path
) -> None:
    log_in(guarded, PASSWORD)
    cookies = dict(guarded.client.cookies)
    again = serve(season_home, host=ELSEWHERE)
    again.client.cookies.update(cookies)
    assert again.client.get("/api/status").status_code == 200
    guarded.send("POST", "/logout")
    later = serve(season_home, host=ELSEWHERE)
    later.client.cookies.update(cookies)
    assert later.client.get("/api/status").status_code == 401
    assert again.client.get("/api/status").status_code == 401


def test_logging_in_leads_to_the_whole_address_asked_for(guarded: Dashboard) -> None:
    there = guarded.client.get("/runs?q=hill&from=2025-06-01").headers["location"]
    target = parse_qs(urlsplit(there).query)["next"][0]
    assert target == "/runs?q=hill&from=2025-06-01"
    assert log_in(guarded, PASSWORD, target).headers["location"] == target


def test_logging_in_needs_the_token_too(guarded: Dashboard) -> None:
    guarded.client.get("/login")
    assert guarded.client.post("/login", data={"password": PASSWORD}).status_code == 403


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_logging_in_leads_to_no_other_site(guarded: Dashboard, target: str) -> None:
    assert log_in(guarded, PASSWORD, target).headers["location"] == "/"


def test_a_password_can_not_be_tried_for_long(guarded: Dashboard) -> None:
    codes = [log_in(guarded, f"wrong number {n}").status_code for n in range(FROM_ONE + 1)]
    assert codes == [401] * FROM_ONE + [429]
    last = log_in(guarded, PASSWORD)  # not even the right one, now
    assert last.status_code == 429
    assert 0 < int(last.headers["retry-after"]) <= WITHIN_S


def test_many_addresses_together_are_limited_too() -> None:
    now = [0.0]
    tried = Attempts(lambda: now[0])
    waits = [tried.begin(f"10.0.0.{n}") for n in range(FROM_ALL + 1)]
    assert waits == [0.0] * FROM_ALL + [WITHIN_S]
    now[0] = WITHIN_S
    assert tried.begin("10.0.0.1") == 0.0


def test_addresses_are_not_remembered_for_ever() -> None:
    now = [0.0]
    tried = Attempts(lambda: now[0])
    for n in range(attempts.ADDRESSES + 10):
        now[0] += WITHIN_S
        tried.begin(str(n))
    assert tried.addresses <= attempts.ADDRESSES


def test_an_address_that_is_turned_away_is_not_remembered() -> None:
    tried = Attempts(lambda: 0.0)
    for n in range(attempts.ADDRESSES + 10):
        tried.begin(str(n))
    assert tried.addresses == FROM_ALL


@pytest.mark.parametrize("password", ["", "short", "x" * 5000])
def test_a_poor_password_is_refused(password: str, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="characters"):
        set_password(tmp_path, password)


def test_what_is_secret_is_readable_by_its_owner_alone(
    guarded: Dashboard, season_home: Path
) -> None:
    guarded.client.get("/login")
    for name in ("web-secret", "web-password"):
        assert (season_home / name).stat().st_mode & 0o077 == 0
    assert PASSWORD not in (season_home / "web-password").read_text()
    assert "$argon2id$" in (season_home / "web-password").read_text()


def test_a_new_home_is_readable_by_its_owner_alone(empty: Dashboard, tmp_path: Path) -> None:
    empty.get("/api/token")
    set_password(tmp_path / "second", PASSWORD)
    with open_home(tmp_path / "third"):
        pass
    for name in ("new-home", "second", "third"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0


def test_what_a_killed_server_left_is_cleared_away(serve: Serve, season_home: Path) -> None:
    left = ("tmpab12cd_x.zip", "export-999999999-ab.zip")
    for name in left:
        (season_home / name).write_bytes(b"x")
    (season_home / "mine.zip").write_bytes(b"x")
    with serve(season_home).client:
        assert [path.name for path in season_home.glob("*.zip")] == ["mine.zip"]


@pytest.mark.parametrize("name", ["a\nb", "a\x00b", "a\x1b[2Jb", "a\u2028b"])
def test_a_name_that_would_steer_a_terminal_is_refused(dashboard: Dashboard, name: str) -> None:
    refused = dashboard.send("POST", "/api/athletes", json={"name": name})
    assert refused.status_code == 422
    assert "control characters" in refused.json()["error"]


def test_a_removed_password_closes_the_way_from_elsewhere(serve: Serve, season_home: Path) -> None:
    set_password(season_home, PASSWORD)
    assert remove_password(season_home)
    with pytest.raises(HomeError):
        serve(season_home, host=ELSEWHERE)


def test_others_are_answered_by_address_or_own_name_but_not_by_any(
    guarded: Dashboard,
) -> None:
    codes = {
        host: guarded.client.get("/login", headers={"Host": host}).status_code
        for host in ("192.168.0.7:8321", "[fe80::1]:8321", "evil.example")
    }
    assert codes == {"192.168.0.7:8321": 200, "[fe80::1]:8321": 200, "evil.example": 421}


# A fault of ours


def test_a_fault_tells_no_details_and_is_logged(dashboard: Dashboard, season_home: Path) -> None:
    @dashboard.app.get("/api/broken")
    def broken() -> None:
        raise RuntimeError("the details")

    answer = dashboard.client.get("/api/broken")
    assert answer.status_code == 500
    assert "the details" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "the details" in (season_home / "log.txt").read_text()


def test_an_upload_that_breaks_off_is_no_fault(empty: Dashboard, tmp_path: Path) -> None:
    sent = iter([
        {"type": "http.request", "body": b'--x\r\nContent-Disposition: form-data; name="files"; '
         b'filename="a"\r\n\r\nhalf of', "more_body": True},
        {"type": "http.disconnect"},
    ])  # fmt: skip
    ((name, token),) = empty.client.get("/api/token").cookies.items()
    said = raw_request(
        empty, "POST", b"/api/import", sent,
        (b"content-type", b"multipart/form-data; boundary=x"), (b"x-csrf-token", token.encode()),
        (b"cookie", f"{name}={token}".encode()),
    )  # fmt: skip
    assert said == []
    assert not (tmp_path / "new-home" / "log.txt").exists()
    assert not list((tmp_path / "new-home" / "incoming").iterdir())

"""Every candidate file under some paths, in order, one at a time."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from myostride.activity.collect import Found, collect
from myostride.errors import ActivityError, InputError, LimitExceeded

from .samples import fit, gpx, gz, tcx, zipped

STRAVA_CSV = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename,"
    "Elapsed Time,Distance\n"
    '1,"May 1, 2024, 6:30:00 AM",Morning loop,Run,120,0.36,activities/1.fit.gz,120.0,360.0\n'
    '2,"May 2, 2024, 6:30:00 AM",To work,Ride,120,0.36,activities/2.gpx,120.0,360.0\n'
    '3,"May 3, 2024, 6:30:00 AM",By hand,Run,120,0.36,,120.0,360.0\n'
)


def found_in(*paths: Path) -> list[Found]:
    return list(collect(paths))


def names(found: list[Found], top: Path) -> list[str]:
    return [each.path.removeprefix(f"{top}/") for each in found]


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_a_folder_is_walked_in_a_stable_order(tmp_path: Path) -> None:
    write(tmp_path, {"b.fit": fit(), "a/z.gpx": gpx(), "a/y.tcx": tcx(), "c.fit": fit()})
    assert names(found_in(tmp_path), tmp_path) == ["a/y.tcx", "a/z.gpx", "b.fit", "c.fit"]


def test_packed_files_come_unpacked(tmp_path: Path) -> None:
    write(tmp_path, {"run.fit.gz": gz(fit()), "runs.zip": zipped({"run.gpx": gpx()})})
    found = found_in(tmp_path)
    assert [each.data for each in found] == [fit(), gpx()]
    assert names(found, tmp_path) == ["run.fit.gz", "runs.zip!run.gpx"]


def test_hidden_and_system_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {".DS_Store": b"x", ".cache/a.fit": fit(), "run.fit": fit()})
    write(tmp_path, {"a.zip": zipped({"__MACOSX/._run.fit": b"x", "run.fit": fit()})})
    assert names(found_in(tmp_path), tmp_path) == ["a.zip!run.fit", "run.fit"]


def test_links_inside_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.fit": fit()})
    folder = write(tmp_path / "runs", {"run.fit": fit()})
    (folder / "loop").symlink_to(folder)
    (folder / "out").symlink_to(outside)
    (folder / "one.fit").symlink_to(outside / "secret.fit")
    found = found_in(folder)
    assert [each.path for each in found if each.data] == [str(folder / "run.fit")]
    assert sum("not followed" in (each.skip or "") for each in found) == 3


def test_a_link_given_by_name_is_followed(tmp_path: Path) -> None:
    write(tmp_path, {"run.fit": fit()})
    (tmp_path / "link").symlink_to(tmp_path / "run.fit")
    assert found_in(tmp_path / "link")[0].data == fit()


def test_a_missing_path_is_an_error_of_the_call_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no such file or folder: .*nowhere"):
        collect([tmp_path, tmp_path / "nowhere"])


def test_an_unreadable_file_is_one_line_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.fit": fit(), "b.fit": fit()})
    opened = Path.open

    def refuse(self: Path, *arguments: object, **options: object) -> object:
        if self.name == "a.fit":
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    first, second = found_in(tmp_path)
    assert str(first.error) == "cannot be read: permission denied"
    assert second.data == fit()


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.fit")
    (found,) = found_in(tmp_path)
    assert "not a regular file" in str(found.error)


def test_files_are_read_one_at_a_time(tmp_path: Path) -> None:
    write(tmp_path, {"a.fit": fit(), "b.fit": fit()})
    walk = collect([tmp_path])
    assert next(walk).data == fit()
    (tmp_path / "b.fit").unlink()
    assert isinstance(next(walk).error, ActivityError)


def test_strava_index_gives_titles_and_sports(tmp_path: Path) -> None:
    files = {
        "activities.csv": STRAVA_CSV.encode(),
        "activities/1.fit.gz": gz(fit()),
        "activities/2.gpx": gpx(),
    }
    write(tmp_path / "export", files)
    write(tmp_path, {"export.zip": zipped(files)})
    for top in (tmp_path / "export", tmp_path / "export.zip"):
        found = {Path(each.path).name: each for each in found_in(top)}
        assert found["1.fit.gz"].title == "Morning loop"
        assert (found["2.gpx"].title, found["2.gpx"].sport) == ("To work", "Ride")
    assert "index file" in (found["export.zip!activities.csv"].skip or "")


def test_strava_index_in_a_subfolder_counts_from_there(tmp_path: Path) -> None:
    files = {"export_1/activities.csv": STRAVA_CSV.encode(), "export_1/activities/2.gpx": gpx()}
    write(tmp_path, files | {"all.zip": zipped(files)})
    titles = {each.title for each in found_in(tmp_path) if each.data}
    assert titles == {"To work"}


def test_garmin_account_export_gives_activities_and_counts_the_rest(tmp_path: Path) -> None:
    inner = zipped({"me_1.fit": fit(), "me_2.fit": fit(file_type=32), "me_3.fit": fit(file_type=2)})
    export = zipped(
        {
            "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip": inner,
            "DI_CONNECT/DI-Connect-Fitness/me_summarizedActivities.json": b"[]",
            "DI_CONNECT/DI-Connect-User/user_profile.json": b"{}",
        }
    )
    write(tmp_path, {"garmin.zip": export})
    found = found_in(tmp_path / "garmin.zip")
    assert [each.path.rpartition("!")[2] for each in found if each.data] == ["me_1.fit"]
    assert [each.skip for each in found if each.skip] == [
        "files without activities by design: 2 FIT of days, sleep or settings",
        "files without activities by design: 2 JSON",
    ]


def test_tables_are_skipped_each_with_a_row(tmp_path: Path) -> None:
    write(tmp_path, {"MANIFEST.csv": b"file,sport\n", "splits.csv": b"km,s\n"})
    reasons = [each.skip for each in found_in(tmp_path)]
    assert reasons == ["index file, no activity by design", "a table, no activity by design"]


def test_companions_of_a_folder_are_counted_in_one_row(tmp_path: Path) -> None:
    write(tmp_path, {"a.jpg": b"\xff\xd8\xff", "b.jpg": b"\xff\xd8\xff", "notes.txt": b"hi"})
    (found,) = found_in(tmp_path)
    assert found.path == str(tmp_path)
    assert found.skip == "files without activities by design: 2 image, 1 text"


def test_an_activity_under_a_foreign_name_is_still_found(tmp_path: Path) -> None:
    write(tmp_path, {"run.txt": gpx(), "photo.jpg": fit(), "a.json": gz(tcx()), "b.csv": fit()})
    assert [each.data for each in found_in(tmp_path)] == [tcx(), fit(), fit(), gpx()]


def test_a_spreadsheet_is_a_table_not_an_archive(tmp_path: Path) -> None:
    write(tmp_path, {"log.xlsx": zipped({"xl/workbook.xml": b"<workbook/>"})})
    assert [each.skip for each in found_in(tmp_path)] == ["a table, no activity by design"]


def test_nothing_is_said_too(tmp_path: Path) -> None:
    write(tmp_path, {"empty.zip": zipped({})})
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "empty.zip"):
        assert [each.skip for each in found_in(path)] == ["nothing in it"]


def test_folders_without_end_are_searched_to_a_depth(tmp_path: Path) -> None:
    write(tmp_path, {"a/" * 99 + "run.fit": fit(), "b/" * 110 + "run.fit": fit()})
    found = found_in(tmp_path)
    assert sum(each.data is not None for each in found) == 1
    assert [str(each.error) for each in found if each.error] == [
        "more than 100 folders deep; not searched"
    ]


def test_settings_of_a_watch_in_a_folder_are_not_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"settings.fit": fit(file_type=2)})
    assert [each.data for each in found_in(tmp_path)] == [fit(file_type=2)]


def test_a_file_asked_for_by_name_is_never_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"notes.txt": b"hi", ".hidden.fit": fit()})
    assert found_in(tmp_path / "notes.txt")[0].data == b"hi"
    assert found_in(tmp_path / ".hidden.fit")[0].data == fit()


def test_two_packings_are_read_and_three_refused(tmp_path: Path) -> None:
    two = zipped({"run.fit.gz": gz(fit()), "more.zip": zipped({"run.fit": fit()})})
    three = zipped({"more.zip": two, "run.fit.gz.gz": gz(gz(fit()))})
    write(tmp_path, {"2.zip": two, "3.zip": three})
    found = found_in(tmp_path)
    read = [each.path.partition("!")[2] for each in found if each.data]
    assert read == ["more.zip!run.fit", "run.fit.gz"]
    refused = [each for each in found if each.error]
    assert [type(each.error) for each in refused] == [LimitExceeded] * 3
    assert all("more than 2 times" in str(each.error) for each in refused)


def test_members_that_lead_outside_write_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"evil.zip": zipped({"../evil.fit": fit(), "ok.fit": fit()})})
    refused, read = found_in(folder)
    assert "outside the archive" in str(refused.error)
    assert read.data == fit()
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["evil.zip", "in"]


def test_one_damaged_member_does_not_stop_the_archive(tmp_path: Path) -> None:
    data = zipped({"a.fit": fit(), "b.fit": fit()}, method=zipfile.ZIP_STORED)
    place = data.index(b".FIT") + 50
    write(tmp_path, {"runs.zip": data[:place] + b"\xff" + data[place + 1 :]})
    damaged, whole = found_in(tmp_path)
    assert "damaged" in str(damaged.error)
    assert whole.data == fit()


def test_names_are_printable_whatever_their_bytes(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9\n.fit")).write_bytes(fit())
    (found,) = found_in(tmp_path)
    assert found.path.encode("utf-8") == f"{tmp_path}/caf??.fit".encode()
    assert found.data == fit()


def test_a_file_larger_than_any_recording_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "big.fit").open("wb") as file:
        file.write(fit())
        file.truncate(101_000_000)
    (found,) = found_in(tmp_path)
    assert isinstance(found.error, LimitExceeded)
    assert "100 MB" in str(found.error)


def test_a_large_archive_of_small_files_is_no_large_file(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("movie.mp4", bytes(1000))
        archive.writestr("run.fit", fit())
    write(tmp_path, {"export.zip": file.getvalue()})
    assert [each.data for each in found_in(tmp_path / "export.zip")] == [fit(), None]

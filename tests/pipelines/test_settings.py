"""Settings: options before environment before file before defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.settings import load_settings
from schemas.errors import SettingsError


def test_without_any_setting_everything_lies_in_the_data_folder(tmp_path: Path):
    settings = load_settings(environment={}, folder=tmp_path)
    assert settings.data_dir == tmp_path / "data"
    assert settings.inbox == tmp_path / "data" / "inbox"
    assert settings.warehouse_file == tmp_path / "data" / "published" / "tonghop.duckdb"
    assert settings.warehouse_url is None
    assert settings.root_units == ()


def test_an_option_outweighs_the_environment_and_the_environment_the_file(tmp_path: Path):
    (tmp_path / "tonghop.toml").write_text('data_dir = "from-file"\ninbox = "inbox-of-file"\nworkers = 3\n')
    environment = {"TONGHOP_DATA_DIR": "from-environment", "TONGHOP_INBOX": "inbox-of-environment"}
    settings = load_settings(data_dir=Path("from-option"), environment=environment, folder=tmp_path)
    assert settings.data_dir == tmp_path / "from-option"
    assert settings.inbox == tmp_path / "inbox-of-environment"
    assert settings.workers == 3


def test_root_units_are_a_list_in_the_file_and_comma_separated_in_the_environment(tmp_path: Path):
    (tmp_path / "tonghop.toml").write_text('root_units = ["2004-12", "2004-24"]\n')
    assert load_settings(environment={}, folder=tmp_path).root_units == ("2004-12", "2004-24")
    environment = {"TONGHOP_ROOT_UNITS": "2025-24, 2004-12"}
    assert load_settings(environment=environment, folder=tmp_path).root_units == ("2025-24", "2004-12")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("data_dri = 'x'", "data_dri"),
        ("workers = 'many'", "TONGHOP_WORKERS"),
        ("workers = 0", "TONGHOP_WORKERS"),
        ("data_dir = true", "data_dir"),
        ("data_dir = ", "TOML"),
    ],
)
def test_a_wrong_setting_is_refused_by_its_name(tmp_path: Path, content: str, named: str):
    (tmp_path / "tonghop.toml").write_text(content)
    with pytest.raises(SettingsError, match=named):
        load_settings(environment={}, folder=tmp_path)


def test_an_empty_variable_is_as_good_as_none(tmp_path: Path):
    settings = load_settings(environment={"TONGHOP_WAREHOUSE_URL": ""}, folder=tmp_path)
    assert settings.warehouse_url is None

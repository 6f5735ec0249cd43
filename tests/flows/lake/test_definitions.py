"""Tables, views and macros of a lake."""

from __future__ import annotations

from pathlib import Path

from flows.lake.address import LakeAddress
from flows.lake.connection import open_lake
from flows.lake.definitions import definitions_digest
from flows.lake.publish import publish_into_lake
from flows.warehouse.comments import in_both
from flows.warehouse.sqlfiles import list_macros, list_views
from tests.flows.lake.versions_of_lake import Nights
from tests.flows.made_nights import Folder
from transforms.schemas import WAREHOUSE_SCHEMAS


def test_a_lake_has_all_tables_views_and_macros_with_the_comments_that_it_takes(
    address: LakeAddress, tmp_path: Path
) -> None:
    publish_into_lake(Nights(tmp_path, 1).build([Folder.add] * 3), "first", address)
    with open_lake(address) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE database_name = 'lake'"
        ).fetchall()
        told = {(table, column): comment for table, column, comment in columns}
        for table, schema in WAREHOUSE_SCHEMAS.items():
            for name, column in schema.columns().items():
                assert told[table, name] == in_both(column.description or ""), (table, name)
        for view in list_views():
            assert connection.execute(f"SELECT count(*) FROM {view.name}").fetchone() is not None
        macros = {
            name for (name,) in connection.execute("SELECT DISTINCT function_name FROM duckdb_functions()").fetchall()
        }
        assert {macro.name for macro in list_macros()} <= macros


def test_a_lake_with_other_definitions_gets_them_anew(address: LakeAddress, tmp_path: Path) -> None:
    nights = Nights(tmp_path, 1)
    publish_into_lake(nights.build([Folder.add]), "first", address)
    with open_lake(address) as connection:
        connection.execute("DROP VIEW township_year")
        connection.execute("COMMENT ON COLUMN report.title IS 'As it was.'")
        connection.begin()
        connection.execute("DELETE FROM ingest_run")
        connection.execute("CALL lake.set_commit_message('nianbao', 'older', extra_info => '{\"definitions\": \"x\"}')")
        connection.commit()
    publish_into_lake(nights.build([Folder.add]), "second", address)
    with open_lake(address) as connection:
        assert connection.execute("SELECT count(*) FROM township_year").fetchone() is not None
        comment = connection.execute(
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'report' AND column_name = 'title'"
        ).fetchone()
        assert comment == (in_both("Title as printed, simplified; NULL where the report has none."),)
    assert definitions_digest() == definitions_digest() != ""


def test_a_lake_of_an_earlier_program_gets_the_column_that_it_lacks(address: LakeAddress, tmp_path: Path) -> None:
    nights = Nights(tmp_path, 1)
    publish_into_lake(nights.build([Folder.add]), "first", address)
    with open_lake(address) as connection:
        for view in list_views():
            connection.execute(f"DROP VIEW IF EXISTS {view.name}")
        connection.execute("ALTER TABLE dim_township DROP COLUMN county")
        connection.begin()
        connection.execute("DELETE FROM ingest_run")
        connection.execute("CALL lake.set_commit_message('nianbao', 'older', extra_info => '{\"definitions\": \"x\"}')")
        connection.commit()
    publish_into_lake(nights.build([Folder.add]), "second", address)
    with open_lake(address) as connection:
        [(there, lacking)] = connection.execute(
            "SELECT count(county), count(*) - count(county) FROM dim_township"
        ).fetchall()
        assert there and not lacking

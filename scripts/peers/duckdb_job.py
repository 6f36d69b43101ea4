#!/usr/bin/env python3
"""The job of compare-peers with DuckDB's spatial extension: BOUNDARIES TABLE FACTS DIR.

All in SQL but for the components of the white zones, which DuckDB has no function for.
Of two ways the faster is taken: ST_CoverageUnion_Agg, 14 times as fast as ST_Union_Agg on
the communes of 2018, and reading as typed JSON, twice as fast as ST_Read there (and with
more memory: the whole file is one JSON object).
"""

import sys
from pathlib import Path

import duckdb
import duckdb_ext

sys.dont_write_bytecode = True

from components import components

READ = """
    CREATE TABLE facts AS FROM read_csv($facts, header = true,
        types = {'code': 'VARCHAR', 'region': 'VARCHAR', 'population': 'BIGINT'});
    CREATE TABLE claims AS
        SELECT DISTINCT ON (cpts_id, code_insee) *
        FROM read_csv($table, delim = ';', header = true, all_varchar = true);
    CREATE TABLE units AS
        SELECT code, feature.properties.nom, region, population, ST_GeomFromGeoJSON(feature.geometry) AS geom
        FROM (SELECT unnest(features) AS feature FROM read_json($boundaries, format = 'unstructured',
                columns = {'features': 'STRUCT(properties STRUCT(code VARCHAR, nom VARCHAR), geometry JSON)[]'},
                maximum_object_size = 2000000000))
        JOIN facts ON code = feature.properties.code;
    CREATE TABLE communes AS
        SELECT code AS code_insee, any_value(nom) AS nom, any_value(region) AS code_region,
            any_value(population) AS population,
            CASE count(cpts_id) WHEN 0 THEN 'blanche' WHEN 1 THEN 'couverte' ELSE 'chevauchement' END AS statut,
            string_agg(cpts_id, '|' ORDER BY cpts_id) AS cpts_ids
        FROM units LEFT JOIN claims ON code = code_insee GROUP BY code ORDER BY code;
"""
AREA = "round(ST_Area(ST_Transform(geom, 'EPSG:4326', 'EPSG:6933', always_xy := true)) / 1e6, 2) AS surface_km2"
TERRITORIES = f"""
    SELECT *, {AREA} FROM (
        SELECT cpts_id, any_value(cpts_nom) AS cpts_nom, any_value(stade) AS stade,
            ST_CoverageUnion_Agg(geom) AS geom
        FROM claims JOIN units ON code = code_insee GROUP BY cpts_id ORDER BY cpts_id)
"""
WHITE = """
    CREATE TABLE white AS
        SELECT units.* FROM units JOIN communes ON code = code_insee WHERE statut = 'blanche';
    CREATE TABLE parts AS
        SELECT *, row_number() OVER () AS part FROM (
            SELECT region, unnest(ST_Dump(ST_CoverageUnion_Agg(geom))).geom AS geom FROM white GROUP BY region);
    CREATE TABLE points AS
        SELECT code, region, ST_PointOnSurface(piece) AS point
        FROM (SELECT code, region, unnest(ST_Dump(geom)).geom AS piece FROM white)
"""
# The units of one part of a dissolved region are connected; so are the parts that one unit has pieces in.
CONNECTED = """
    WITH inside AS MATERIALIZED (
        SELECT code, part, points.region = parts.region AS same FROM points JOIN parts ON ST_Within(point, geom))
    SELECT min(code) OVER (PARTITION BY part), code FROM inside WHERE same
"""
ZONES = f"""
    SELECT *, {AREA} FROM (
        SELECT 'ZB-' || zone AS zone_id, string_agg(code, '|' ORDER BY code) AS codes_insee,
            sum(population)::BIGINT AS population, ST_CoverageUnion_Agg(geom) AS geom
        FROM white JOIN zones USING (code) GROUP BY zone ORDER BY zone)
"""
OVERLAPS = "SELECT code_insee, nom, population, cpts_ids FROM communes WHERE statut = 'chevauchement'"
REGIONS = """
    SELECT code_region AS code, sum(population) AS population,
        sum(population) FILTER (statut <> 'blanche') AS population_couverte,
        count(*) AS nb_communes, count(*) FILTER (statut <> 'blanche') AS nb_communes_couvertes
    FROM communes GROUP BY ALL ORDER BY code
"""


def main(boundaries, table, facts, out):
    database = duckdb.connect()
    database.load_extension(str(spatial()))
    files = {"boundaries": str(boundaries), "table": str(table), "facts": str(facts)}
    for statement in filter(str.strip, READ.split(";\n")):
        used = {name: path for name, path in files.items() if f"${name}" in statement}
        database.execute(statement, used)
    write_layer(database, TERRITORIES, out / "territoires.geojson")
    for statement in WHITE.split(";\n"):
        database.execute(statement)
    zones = components(
        [code for (code,) in database.execute("SELECT code FROM white").fetchall()],
        database.execute(CONNECTED).fetchall(),
    )
    codes = {"codes": list(zones), "zones": list(zones.values())}
    database.execute("CREATE TABLE zones AS SELECT unnest($codes) AS code, unnest($zones) AS zone", codes)
    write_layer(database, ZONES, out / "zones_blanches.geojson")
    for query, name in [("FROM communes", "communes"), (OVERLAPS, "chevauchements"), (REGIONS, "couverture_regions")]:
        database.execute(f"COPY ({query}) TO '{out / name}.csv' (HEADER)")


def spatial():
    """The extension in the package duckdb-ext-spatial: nothing is fetched."""
    found = [file for folder in duckdb_ext.__path__ for file in Path(folder).rglob("spatial.duckdb_extension")]
    if not found:
        sys.exit("duckdb-ext-spatial holds no spatial.duckdb_extension for this machine")
    return found[0]


def write_layer(database, query, path):
    options = "FORMAT gdal, DRIVER 'GeoJSON', SRS 'EPSG:4326', LAYER_CREATION_OPTIONS 'COORDINATE_PRECISION=6'"
    database.execute(f"COPY ({query}) TO '{path}' ({options})")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

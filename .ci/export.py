"""Runs the SQL of a page's section on DuckDB in the folder that has `tables`, and checks the types of the columns."""

import json
import re
import sys

import duckdb

TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "timestamp": "TIMESTAMPTZ",
    "local-timestamp": "TIMESTAMP",
    "date": "DATE",
}

with open("tables/postmortem-export.json", encoding="utf-8") as file:
    manifest = json.load(file)
for table in manifest["tables"]:
    # Every value is of the type that its column says, and no column is missing or unknown.
    columns = {column["name"]: TYPES[column["type"]] for column in table["columns"]}
    connection = duckdb.connect()
    path = f"tables/{table['file']}"
    connection.execute(f"CREATE TABLE t AS FROM read_json($path, columns = {columns})", {"path": path})
    names = [name for name, *_ in connection.execute(f"DESCRIBE FROM read_json('{path}', sample_size = -1)").fetchall()]
    rows, _ = connection.execute("SELECT count(*), 1 FROM t").fetchone()
    if rows != table["rows"] or names != list(columns):
        sys.exit(f"{path}: {rows} rows of {table['rows']}, columns {names}")
    for column in table["columns"]:
        missing = connection.execute(f'SELECT count(*) FROM t WHERE "{column["name"]}" IS NULL').fetchone()[0]
        if missing and not column["nullable"]:
            sys.exit(f"{path}: {column['name']} is null in {missing} rows")

with open(sys.argv[1], encoding="utf-8") as file:
    section = file.read().split("\n## In DuckDB\n")[1].split("\n## ")[0]
connection = duckdb.connect()
queries = 0
for block in re.findall(r"```sql\n(.*?)```", section, re.DOTALL):
    for statement in duckdb.extract_statements(block):
        found = connection.execute(statement).fetchall()
        if statement.type == duckdb.StatementType.SELECT:
            queries += 1
            if not found:
                sys.exit(f"this query returns nothing:\n{block}")
if queries < 5:
    sys.exit(f"the page has {queries} queries")
print(f"{queries} queries answered")

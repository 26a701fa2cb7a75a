"""The encrypted database: engine, keys, tables, change log, migrations. Knows no screen."""

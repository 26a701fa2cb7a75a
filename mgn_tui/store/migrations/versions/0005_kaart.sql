ALTER TABLE advies ADD COLUMN wachttijd_bron BLOB;

CREATE TABLE kaart (
	id BLOB NOT NULL,
	naam VARCHAR NOT NULL,
	soort VARCHAR,
	waarvoor VARCHAR,
	telefoon VARCHAR,
	adres VARCHAR,
	website VARCHAR,
	gemeente VARCHAR,
	wachttijd_weken INTEGER,
	wachttijd_op DATE,
	wachttijd_bron VARCHAR,
	notitie VARCHAR,
	actief BOOLEAN NOT NULL,
	PRIMARY KEY (id)
);

CREATE TABLE zin (
	id BLOB NOT NULL,
	medewerker BLOB NOT NULL,
	tekst VARCHAR NOT NULL,
	van_team BOOLEAN NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(medewerker) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_zin_medewerker ON zin (medewerker)

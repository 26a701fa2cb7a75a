DROP INDEX ix_wijziging_handeling;

ALTER TABLE toegang ADD COLUMN rol VARCHAR;

ALTER TABLE toegang ADD COLUMN grond VARCHAR;

ALTER TABLE toegang ADD COLUMN uitkomst VARCHAR;

ALTER TABLE gesprek ADD COLUMN wacht_dagen INTEGER;

ALTER TABLE gesprek ADD COLUMN wacht_uitnodiging_dagen INTEGER;

ALTER TABLE gesprek ADD COLUMN leeftijdsband VARCHAR;

CREATE TABLE ongedaan (
	handeling BLOB NOT NULL,
	door BLOB NOT NULL,
	PRIMARY KEY (handeling)
)
 WITHOUT ROWID;

CREATE TABLE verzoek (
	id BLOB NOT NULL,
	inwoner BLOB NOT NULL,
	soort VARCHAR NOT NULL,
	ontvangen_op DATE NOT NULL,
	besluit VARCHAR,
	besloten_op DATE,
	wie BLOB,
	tekst BLOB,
	PRIMARY KEY (id),
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(wie) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_verzoek_inwoner ON verzoek (inwoner);

CREATE TABLE wissing (
	inwoner BLOB NOT NULL,
	soort VARCHAR NOT NULL,
	gevraagd_op DATE,
	gedaan_op TEXT NOT NULL,
	wie BLOB,
	PRIMARY KEY (inwoner)
)
 WITHOUT ROWID

ALTER TABLE aanmelding ADD COLUMN akkoord_wijze VARCHAR;

ALTER TABLE aanmelding ADD COLUMN liever_wel BLOB;

ALTER TABLE aanmelding ADD COLUMN liever_niet BLOB;

ALTER TABLE aanmelding ADD COLUMN tijden BLOB;

ALTER TABLE delen ADD COLUMN wijze VARCHAR;

ALTER TABLE delen ADD COLUMN ingetrokken_op DATE;

ALTER TABLE verzoek ADD COLUMN wijze VARCHAR;

CREATE TABLE voorkeur (
	medewerker BLOB NOT NULL,
	naam TEXT NOT NULL,
	waarde VARCHAR NOT NULL,
	PRIMARY KEY (medewerker, naam),
	FOREIGN KEY(medewerker) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

CREATE TABLE casusoverleg (
	id BLOB NOT NULL,
	maand VARCHAR NOT NULL,
	gemeente VARCHAR,
	subregio VARCHAR,
	situatie VARCHAR,
	reden VARCHAR,
	soort VARCHAR,
	uitkomst VARCHAR,
	vervolg VARCHAR,
	signaal VARCHAR,
	signaal_vrij_op DATE,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE consultatie (
	id BLOB NOT NULL,
	dag DATE NOT NULL,
	vrager VARCHAR,
	antwoorder VARCHAR,
	vraagsoort VARCHAR,
	kanaal VARCHAR,
	vervolg VARCHAR,
	kwaliteit INTEGER,
	werd_gesprek BOOLEAN,
	PRIMARY KEY (id)
)
 WITHOUT ROWID;

ALTER TABLE inwoner ADD COLUMN extern_id VARCHAR;

CREATE UNIQUE INDEX ix_inwoner_extern_id ON inwoner (extern_id);

CREATE TABLE oplevering (
	nr TEXT NOT NULL,
	ijkmoment TEXT NOT NULL,
	gedaan_op DATE,
	bewijs VARCHAR,
	vastgesteld_door VARCHAR,
	vastgesteld_op DATE,
	PRIMARY KEY (nr, ijkmoment)
)
 WITHOUT ROWID;

CREATE TABLE overlegmoment (
	maand TEXT NOT NULL,
	plaats TEXT NOT NULL,
	aantal INTEGER NOT NULL,
	PRIMARY KEY (maand, plaats)
)
 WITHOUT ROWID;

CREATE TABLE profielwaarde (
	pad VARCHAR NOT NULL,
	waarde VARCHAR NOT NULL,
	reden VARCHAR NOT NULL,
	PRIMARY KEY (pad)
);

CREATE TABLE vrijgave (
	id BLOB NOT NULL,
	gemaakt_op TEXT NOT NULL,
	van DATE NOT NULL,
	tot DATE NOT NULL,
	filter VARCHAR NOT NULL,
	cellen VARCHAR NOT NULL,
	PRIMARY KEY (id)
);

ALTER TABLE aanmelding ADD COLUMN extern_id VARCHAR;

ALTER TABLE aanmelding ADD COLUMN subregio VARCHAR;

ALTER TABLE aanmelding ADD COLUMN deelgebied VARCHAR;

ALTER TABLE aanmelding ADD COLUMN triage VARCHAR;

CREATE UNIQUE INDEX ix_aanmelding_extern_id ON aanmelding (extern_id);

CREATE TABLE doelmeting (
	id BLOB NOT NULL,
	nr VARCHAR NOT NULL,
	datum DATE NOT NULL,
	waarde INTEGER,
	noemer INTEGER,
	bron VARCHAR NOT NULL,
	wie BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(wie) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_doelmeting_nr ON doelmeting (nr);

CREATE TABLE doelversie (
	id BLOB NOT NULL,
	nr VARCHAR NOT NULL,
	ijkmoment DATE NOT NULL,
	minimum INTEGER,
	maximum INTEGER,
	vanaf DATE NOT NULL,
	reden VARCHAR NOT NULL,
	wie BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(wie) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_doelversie_nr ON doelversie (nr);

CREATE TABLE ervaring (
	id BLOB NOT NULL,
	maand VARCHAR NOT NULL,
	soort VARCHAR NOT NULL,
	waarde INTEGER,
	pilot BLOB,
	PRIMARY KEY (id),
	FOREIGN KEY(pilot) REFERENCES pilot (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE evaluatie (
	id BLOB NOT NULL,
	soort VARCHAR NOT NULL,
	boodschap VARCHAR,
	wat_werkte VARCHAR,
	wat_anders VARCHAR,
	terugblik VARCHAR,
	gesloten_op DATE,
	gesloten_door BLOB,
	PRIMARY KEY (id),
	FOREIGN KEY(gesloten_door) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE geen_gesprek (
	praktijk BLOB NOT NULL,
	kwartaal TEXT NOT NULL,
	soort TEXT NOT NULL,
	reden TEXT NOT NULL,
	aantal INTEGER NOT NULL,
	PRIMARY KEY (praktijk, kwartaal, soort, reden),
	FOREIGN KEY(praktijk) REFERENCES praktijk (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE kosten (
	id BLOB NOT NULL,
	datum DATE NOT NULL,
	post VARCHAR NOT NULL,
	omschrijving VARCHAR,
	bedrag INTEGER,
	bron VARCHAR,
	pilot BLOB,
	PRIMARY KEY (id),
	FOREIGN KEY(pilot) REFERENCES pilot (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_kosten_datum ON kosten (datum);

CREATE TABLE urenregel (
	id BLOB NOT NULL,
	medewerker BLOB NOT NULL,
	datum DATE NOT NULL,
	organisatie VARCHAR,
	domein VARCHAR,
	onderdeel VARCHAR NOT NULL,
	uren INTEGER,
	bron VARCHAR,
	pilot BLOB,
	PRIMARY KEY (id),
	FOREIGN KEY(medewerker) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(pilot) REFERENCES pilot (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_urenregel_datum ON urenregel (datum);

CREATE INDEX ix_urenregel_medewerker ON urenregel (medewerker);

ALTER TABLE aanmelding_criterium ADD COLUMN tekst VARCHAR;

CREATE TABLE besluit (
	id BLOB NOT NULL,
	evaluatie BLOB NOT NULL,
	tekst VARCHAR NOT NULL,
	eigenaar VARCHAR,
	wanneer DATE,
	staat VARCHAR NOT NULL,
	terugblik VARCHAR,
	PRIMARY KEY (id),
	FOREIGN KEY(evaluatie) REFERENCES evaluatie (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_besluit_evaluatie ON besluit (evaluatie);

ALTER TABLE gesprek ADD COLUMN extern_id VARCHAR;

ALTER TABLE gesprek ADD COLUMN begin_precisie VARCHAR DEFAULT 'minuut' NOT NULL;

ALTER TABLE gesprek ADD COLUMN team VARCHAR;

ALTER TABLE gesprek ADD COLUMN disciplines VARCHAR;

CREATE UNIQUE INDEX ix_gesprek_extern_id ON gesprek (extern_id);

CREATE TABLE leerpuntgroep (
	id BLOB NOT NULL,
	evaluatie BLOB NOT NULL,
	volgorde INTEGER NOT NULL,
	titel VARCHAR NOT NULL,
	tekst VARCHAR,
	PRIMARY KEY (id),
	FOREIGN KEY(evaluatie) REFERENCES evaluatie (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_leerpuntgroep_evaluatie ON leerpuntgroep (evaluatie);

ALTER TABLE gesprek_leefgebied ADD COLUMN tekst VARCHAR;

CREATE TABLE gesprek_rij (
	gesprek BLOB NOT NULL,
	inwoner BLOB NOT NULL,
	praktijk BLOB,
	gemeente VARCHAR,
	subregio VARCHAR,
	deelgebied VARCHAR,
	aanmelder VARCHAR,
	uitgenodigd_op DATE,
	op_verzoek_inwoner BOOLEAN,
	criteria VARCHAR,
	criteria_tekst VARCHAR,
	PRIMARY KEY (gesprek),
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(praktijk) REFERENCES praktijk (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE gesprek_waardering (
	gesprek BLOB NOT NULL,
	soort TEXT NOT NULL,
	inwoner BLOB NOT NULL,
	waarde INTEGER,
	PRIMARY KEY (gesprek, soort),
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE leerpunt_in (
	gesprek BLOB NOT NULL,
	groep BLOB NOT NULL,
	inwoner BLOB NOT NULL,
	PRIMARY KEY (gesprek),
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(groep) REFERENCES leerpuntgroep (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE INDEX ix_leerpunt_in_groep ON leerpunt_in (groep);

CREATE TABLE tafelbespreking (
	gesprek BLOB NOT NULL,
	inwoner BLOB NOT NULL,
	besproken_op DATE,
	toestemming BOOLEAN,
	contact_op DATE,
	oppakker BLOB,
	PRIMARY KEY (gesprek),
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

DROP INDEX ix_gesprek_begin;

CREATE INDEX ix_gesprek_begin ON gesprek ("begin", status, id, inwoner, soort, werkwijze, pilot);

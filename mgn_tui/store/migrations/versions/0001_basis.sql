CREATE TABLE instelling (
	naam VARCHAR NOT NULL, 
	waarde VARCHAR NOT NULL, 
	PRIMARY KEY (naam)
);

CREATE TABLE inwoner (
	id BLOB NOT NULL, 
	ref VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (ref)
);

CREATE TABLE medewerker (
	id BLOB NOT NULL, 
	naam VARCHAR NOT NULL, 
	rol VARCHAR NOT NULL, 
	functie VARCHAR, 
	organisatie VARCHAR, 
	domein VARCHAR, 
	ervaringsdeskundig BOOLEAN NOT NULL, 
	aanmeldpunt BOOLEAN NOT NULL, 
	telefoon VARCHAR, 
	max_per_week INTEGER, 
	actief BOOLEAN NOT NULL, 
	publiek BLOB, 
	PRIMARY KEY (id)
);

CREATE TABLE pilot (
	id BLOB NOT NULL, 
	naam VARCHAR NOT NULL, 
	gemeente VARCHAR, 
	"begin" DATE, 
	einde DATE, 
	omvang INTEGER, 
	werkwijze VARCHAR, 
	methodiek VARCHAR, 
	PRIMARY KEY (id)
);

CREATE TABLE praktijk (
	id BLOB NOT NULL, 
	naam VARCHAR NOT NULL, 
	huisarts VARCHAR, 
	adres VARCHAR, 
	postcode VARCHAR, 
	plaats VARCHAR, 
	telefoon VARCHAR, 
	veilige_weg VARCHAR, 
	gemeente VARCHAR, 
	subregio VARCHAR, 
	deelgebied VARCHAR, 
	aangesloten_op DATE, 
	consultatie_op DATE, 
	volwassen_patienten INTEGER, 
	patienten_op DATE, 
	actief BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);

CREATE TABLE toegang (
	nr INTEGER NOT NULL, 
	moment TEXT NOT NULL, 
	apparaat VARCHAR NOT NULL, 
	wie BLOB, 
	wat VARCHAR NOT NULL, 
	inwoner BLOB, 
	record VARCHAR, 
	keten VARCHAR NOT NULL, 
	PRIMARY KEY (nr)
);

CREATE INDEX ix_toegang_apparaat ON toegang (apparaat);

CREATE INDEX ix_toegang_inwoner ON toegang (inwoner);

CREATE TABLE wijziging (
	nr INTEGER NOT NULL, 
	hlc VARCHAR NOT NULL, 
	moment VARCHAR NOT NULL, 
	apparaat VARCHAR NOT NULL, 
	wie BLOB, 
	handeling BLOB NOT NULL, 
	tabel VARCHAR NOT NULL, 
	record VARCHAR NOT NULL, 
	persoon BLOB, 
	soort VARCHAR NOT NULL, 
	oud TEXT, 
	nieuw TEXT, 
	schema TEXT NOT NULL, 
	PRIMARY KEY (nr), 
	UNIQUE (hlc)
);

CREATE INDEX ix_wijziging_handeling ON wijziging (handeling);

CREATE INDEX ix_wijziging_persoon ON wijziging (persoon);

CREATE INDEX ix_wijziging_record ON wijziging (tabel, record, hlc);

CREATE TABLE aanmelding (
	id BLOB NOT NULL, 
	ref VARCHAR NOT NULL, 
	inwoner BLOB NOT NULL, 
	pilot BLOB, 
	praktijk BLOB, 
	gemeente VARCHAR, 
	aanmelder VARCHAR NOT NULL, 
	aanmelddatum DATE NOT NULL, 
	uitgenodigd_op DATE, 
	op_verzoek_inwoner BOOLEAN, 
	status VARCHAR NOT NULL, 
	status_op DATE, 
	reden_code VARCHAR, 
	reden BLOB, 
	helder_waar BOOLEAN, 
	consultatie_geprobeerd BOOLEAN, 
	in_ggz_behandeling BOOLEAN, 
	akkoord_op DATE, 
	akkoord_door VARCHAR, 
	ervaringsdeskundige_gewenst BOOLEAN, 
	gevraagd_door BLOB, 
	vraag BLOB, 
	geprobeerd BLOB, 
	voorkeursplaats BLOB, 
	wensen BLOB, 
	PRIMARY KEY (id), 
	UNIQUE (ref), 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(pilot) REFERENCES pilot (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(praktijk) REFERENCES praktijk (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_aanmelding_aanmelddatum ON aanmelding (aanmelddatum);

CREATE INDEX ix_aanmelding_inwoner ON aanmelding (inwoner, id);

CREATE INDEX ix_aanmelding_status ON aanmelding (status, aanmelddatum, id);

CREATE TABLE afwezigheid (
	medewerker BLOB NOT NULL, 
	van DATE NOT NULL, 
	tot DATE NOT NULL, 
	PRIMARY KEY (medewerker, van), 
	FOREIGN KEY(medewerker) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE bekend (
	van BLOB NOT NULL, 
	wie BLOB NOT NULL, 
	merk BLOB NOT NULL, 
	PRIMARY KEY (van, wie), 
	FOREIGN KEY(van) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(wie) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE concept (
	medewerker BLOB NOT NULL, 
	apparaat TEXT NOT NULL, 
	formulier TEXT NOT NULL, 
	record TEXT NOT NULL, 
	inwoner BLOB, 
	versie VARCHAR NOT NULL, 
	bewaard_op TEXT NOT NULL, 
	inhoud BLOB NOT NULL, 
	PRIMARY KEY (medewerker, apparaat, formulier, record), 
	FOREIGN KEY(medewerker) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE INDEX ix_concept_inwoner ON concept (inwoner);

CREATE TABLE identiteit (
	inwoner BLOB NOT NULL, 
	voornaam BLOB, 
	achternaam BLOB, 
	aanspreekvorm BLOB, 
	geboortedatum BLOB, 
	adres BLOB, 
	postcode BLOB, 
	woonplaats BLOB, 
	telefoon BLOB, 
	inspreken BLOB, 
	bereikbaarheid BLOB, 
	taal BLOB, 
	tolk BLOB, 
	laaggeletterd BLOB, 
	naaste_relatie BLOB, 
	naaste_naam BLOB, 
	naaste_telefoon BLOB, 
	PRIMARY KEY (inwoner), 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE inwonersleutel (
	inwoner BLOB NOT NULL, 
	medewerker BLOB NOT NULL, 
	grond VARCHAR NOT NULL, 
	reden BLOB, 
	zegel BLOB NOT NULL, 
	PRIMARY KEY (inwoner, medewerker), 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(medewerker) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE medewerker_expertise (
	medewerker BLOB NOT NULL, 
	code TEXT NOT NULL, 
	PRIMARY KEY (medewerker, code), 
	FOREIGN KEY(medewerker) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE scholing (
	medewerker BLOB NOT NULL, 
	naam TEXT NOT NULL, 
	behaald_op DATE, 
	geldig_tot DATE, 
	PRIMARY KEY (medewerker, naam), 
	FOREIGN KEY(medewerker) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE sprint (
	id BLOB NOT NULL, 
	pilot BLOB NOT NULL, 
	"begin" DATE NOT NULL, 
	einde DATE, 
	omvang INTEGER, 
	doel VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(pilot) REFERENCES pilot (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_sprint_pilot ON sprint (pilot);

CREATE TABLE werktijd (
	medewerker BLOB NOT NULL, 
	weekdag INTEGER NOT NULL, 
	van TEXT NOT NULL, 
	tot VARCHAR NOT NULL, 
	PRIMARY KEY (medewerker, weekdag, van), 
	FOREIGN KEY(medewerker) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE aanmelding_criterium (
	aanmelding BLOB NOT NULL, 
	code TEXT NOT NULL, 
	inwoner BLOB NOT NULL, 
	PRIMARY KEY (aanmelding, code), 
	FOREIGN KEY(aanmelding) REFERENCES aanmelding (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE aanmelding_expertise (
	aanmelding BLOB NOT NULL, 
	code TEXT NOT NULL, 
	inwoner BLOB NOT NULL, 
	PRIMARY KEY (aanmelding, code), 
	FOREIGN KEY(aanmelding) REFERENCES aanmelding (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE gesprek (
	id BLOB NOT NULL, 
	ref VARCHAR NOT NULL, 
	aanmelding BLOB NOT NULL, 
	inwoner BLOB NOT NULL, 
	pilot BLOB, 
	sprint BLOB, 
	volgnummer INTEGER NOT NULL, 
	soort VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	"begin" TEXT NOT NULL, 
	duur_min INTEGER NOT NULL, 
	vorm VARCHAR NOT NULL, 
	locatie VARCHAR, 
	reden_code VARCHAR, 
	reden BLOB, 
	afwijking VARCHAR, 
	afwijking_reden BLOB, 
	afwijking_code VARCHAR, 
	werkwijze VARCHAR, 
	methodiek VARCHAR, 
	ervaringsdeskundigheid VARCHAR, 
	naaste_aanwezig BOOLEAN, 
	leeftijd INTEGER, 
	veiligheid VARCHAR, 
	kladblok BLOB, 
	wil BLOB, 
	kan BLOB, 
	nodig BLOB, 
	eerst_grip BLOB, 
	conclusie BLOB, 
	wie_belt BLOB, 
	uiteindelijk_resultaat BLOB, 
	resultaat_op DATE, 
	leerpunt BLOB, 
	leerpunt_vrij VARCHAR, 
	leerpunt_vrij_op DATE, 
	ontbrekend_aanbod BLOB, 
	ontbrekend_vrij VARCHAR, 
	ontbrekend_vrij_op DATE, 
	bezwaar_monitoring BOOLEAN, 
	PRIMARY KEY (id), 
	UNIQUE (ref), 
	FOREIGN KEY(aanmelding) REFERENCES aanmelding (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(pilot) REFERENCES pilot (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(sprint) REFERENCES sprint (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_gesprek_aanmelding ON gesprek (aanmelding, status, volgnummer, "begin");

CREATE INDEX ix_gesprek_begin ON gesprek ("begin", status, id, inwoner);

CREATE INDEX ix_gesprek_inwoner ON gesprek (inwoner, status, id);

CREATE INDEX ix_gesprek_pilot ON gesprek (pilot, status);

CREATE INDEX ix_gesprek_sprint ON gesprek (sprint, status);

CREATE TABLE advies (
	id BLOB NOT NULL, 
	gesprek BLOB NOT NULL, 
	inwoner BLOB NOT NULL, 
	vastgesteld_op DATE, 
	vastgesteld_door BLOB, 
	antwoord BLOB, 
	actie_huisarts VARCHAR, 
	actie_toelichting BLOB, 
	urgentie VARCHAR, 
	gebeld_op DATE, 
	gebeld_met BLOB, 
	vangnet BLOB, 
	overbrugging BLOB, 
	regie BLOB, 
	steun_kort BLOB, 
	steun_lang BLOB, 
	aanbieder BLOB, 
	ggz_aanbieder BLOB, 
	wachttijd_weken INTEGER, 
	wachttijd_op DATE, 
	vervolg BOOLEAN, 
	besproken_op DATE, 
	hoofdadvies VARCHAR, 
	papier_inwoner BOOLEAN, 
	PRIMARY KEY (id), 
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(vastgesteld_door) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_advies_gesprek ON advies (gesprek, id, vastgesteld_op, hoofdadvies);

CREATE TABLE deelnemer (
	gesprek BLOB NOT NULL, 
	medewerker BLOB NOT NULL, 
	inwoner BLOB NOT NULL, 
	rol VARCHAR NOT NULL, 
	wijze VARCHAR NOT NULL, 
	aanwezig BOOLEAN, 
	PRIMARY KEY (gesprek, medewerker), 
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(medewerker) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE INDEX ix_deelnemer_medewerker ON deelnemer (medewerker);

CREATE TABLE delen (
	gesprek BLOB NOT NULL, 
	ontvanger TEXT NOT NULL, 
	onderdeel TEXT NOT NULL, 
	inwoner BLOB NOT NULL, 
	mag BOOLEAN NOT NULL, 
	gevraagd_op DATE, 
	naam BLOB, 
	PRIMARY KEY (gesprek, ontvanger, onderdeel), 
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE gast (
	gesprek BLOB NOT NULL, 
	soort TEXT NOT NULL, 
	inwoner BLOB NOT NULL, 
	wijze VARCHAR NOT NULL, 
	omschrijving BLOB, 
	PRIMARY KEY (gesprek, soort), 
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE gesprek_leefgebied (
	gesprek BLOB NOT NULL, 
	code TEXT NOT NULL, 
	inwoner BLOB NOT NULL, 
	PRIMARY KEY (gesprek, code), 
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE gesprek_punt (
	gesprek BLOB NOT NULL, 
	punt TEXT NOT NULL, 
	inwoner BLOB NOT NULL, 
	PRIMARY KEY (gesprek, punt), 
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE gesprek_thema (
	gesprek BLOB NOT NULL, 
	thema TEXT NOT NULL, 
	inwoner BLOB NOT NULL, 
	besproken BOOLEAN NOT NULL, 
	score INTEGER, 
	vertelt BLOB, 
	kracht BLOB, 
	lastig BLOB, 
	wens BLOB, 
	PRIMARY KEY (gesprek, thema), 
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE gesprek_uren (
	gesprek BLOB NOT NULL, 
	wie TEXT NOT NULL, 
	inwoner BLOB NOT NULL, 
	uren INTEGER, 
	PRIMARY KEY (gesprek, wie), 
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE toeleiding (
	gesprek BLOB NOT NULL, 
	code TEXT NOT NULL, 
	stap TEXT NOT NULL, 
	inwoner BLOB NOT NULL, 
	weten VARCHAR NOT NULL, 
	datum DATE, 
	PRIMARY KEY (gesprek, code, stap), 
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE afspraak (
	id BLOB NOT NULL, 
	advies BLOB NOT NULL, 
	inwoner BLOB NOT NULL, 
	volgorde INTEGER NOT NULL, 
	deel VARCHAR, 
	wat BLOB, 
	wie BLOB, 
	met BLOB, 
	wanneer BLOB, 
	wanneer_op DATE, 
	staat VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(advies) REFERENCES advies (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_afspraak_advies ON afspraak (advies);

CREATE TABLE akkoord (
	advies BLOB NOT NULL, 
	medewerker BLOB NOT NULL, 
	inwoner BLOB NOT NULL, 
	op DATE NOT NULL, 
	PRIMARY KEY (advies, medewerker), 
	FOREIGN KEY(advies) REFERENCES advies (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(medewerker) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE document (
	id BLOB NOT NULL, 
	gesprek BLOB NOT NULL, 
	inwoner BLOB NOT NULL, 
	advies BLOB, 
	soort VARCHAR NOT NULL, 
	bestand VARCHAR NOT NULL, 
	gemaakt_op TEXT NOT NULL, 
	opgeruimd_op DATE, 
	PRIMARY KEY (id), 
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(advies) REFERENCES advies (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_document_gesprek ON document (gesprek);

CREATE TABLE dossierkopie (
	advies BLOB NOT NULL, 
	medewerker BLOB NOT NULL, 
	inwoner BLOB NOT NULL, 
	op DATE NOT NULL, 
	PRIMARY KEY (advies, medewerker), 
	FOREIGN KEY(advies) REFERENCES advies (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(medewerker) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID;

CREATE TABLE verzending (
	id BLOB NOT NULL, 
	gesprek BLOB NOT NULL, 
	inwoner BLOB NOT NULL, 
	document BLOB, 
	ontvanger VARCHAR NOT NULL, 
	op DATE NOT NULL, 
	via VARCHAR NOT NULL, 
	door BLOB NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(gesprek) REFERENCES gesprek (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(inwoner) REFERENCES inwoner (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(document) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(door) REFERENCES medewerker (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_verzending_gesprek ON verzending (gesprek);
